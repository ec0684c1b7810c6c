import { browse } from "../orm/environment.js";
import { boolean, char, float, integer, many2one, one2many, selection } from "../orm/field.js";
import { defineModel } from "../orm/model.js";
import { textIn } from "../orm/record.js";
import type { Model } from "../orm/schema.js";

const bill = defineModel({
  name: "mrp.bom",
  description: "Bill of Material",
  order: "sequence, id",
  displayName: (record, env) => {
    const name = textIn(browse(env, "product.template", record["product_tmpl_id"])?.["name"]);
    const code = textIn(record["code"]);
    return code === "" ? name : `${code}: ${name}`;
  },
  fields: {
    code: char("Reference"),
    active: boolean("Active", { default: true }),
    type: selection(
      "BoM Type",
      [
        ["normal", "Manufacture this product"],
        ["phantom", "Kit"],
      ],
      { required: true, default: "normal" },
    ),
    product_tmpl_id: many2one("Product", "product.template", { required: true }),
    product_id: many2one("Product Variant", "product.product"),
    bom_line_ids: one2many("BoM Lines", { model: "mrp.bom.line", inverseField: "bom_id" }),
    product_qty: float("Quantity", { required: true, default: 1 }),
    product_uom_id: many2one("Unit of Measure", "uom.uom", { required: true, default: 1 }),
    sequence: integer("Sequence"),
    company_id: many2one("Company", "res.company"),
  },
});

const line = defineModel({
  name: "mrp.bom.line",
  description: "Bill of Material Line",
  order: "sequence, id",
  displayName: (record, env) => textIn(browse(env, "product.product", record["product_id"])?.["default_code"]),
  fields: {
    product_id: many2one("Component", "product.product", { required: true }),
    product_tmpl_id: many2one("Product Template", "product.template", {
      related: "product_id.product_tmpl_id",
      readonly: true,
      store: true,
    }),
    product_qty: float("Quantity", { required: true, default: 1 }),
    product_uom_id: many2one("Product Unit of Measure", "uom.uom", { required: true, default: 1 }),
    sequence: integer("Sequence", { default: 1 }),
    bom_id: many2one("Parent BoM", "mrp.bom", { required: true }),
    parent_product_tmpl_id: many2one("Parent Product Template", "product.template", { related: "bom_id.product_tmpl_id", readonly: true }),
  },
});

/** What made products are made of. */
export const mrpModels: readonly Model[] = [bill, line];
