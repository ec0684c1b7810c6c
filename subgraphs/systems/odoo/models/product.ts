import { allRecords, browse, modelOf } from "../orm/environment.js";
import { boolean, char, date, datetime, float, html, integer, many2many, many2one, one2many, selection, text } from "../orm/field.js";
import { valueOf } from "../orm/field-values.js";
import { defineModel } from "../orm/model.js";
import { idsIn, numberIn, odooDatetime, textIn, type FieldValue, type OdooRecord } from "../orm/record.js";
import type { Compute, Environment, Model } from "../orm/schema.js";
import { createRecord, writeRecord } from "../orm/write.js";
import { companyId } from "./base.js";
import { quantityField } from "./quantities.js";

const companyCurrency: Compute = (records, env) => records.map(() => browse(env, "res.company", companyId)?.["currency_id"] ?? false);

const category = defineModel({
  name: "product.category",
  description: "Product Category",
  order: "complete_name",
  parentField: "parent_id",
  displayName: categoryPath,
  fields: {
    name: char("Name", { required: true }),
    complete_name: char("Complete Name", {
      readonly: true,
      isSearchable: true,
      compute: (records, env) => records.map((record) => categoryPath(record, env)),
    }),
    parent_id: many2one("Parent Category", "product.category"),
    parent_path: char("Parent Path", {
      readonly: true,
      isSearchable: true,
      compute: (records, env) => records.map((record) => parentPath(record, env)),
    }),
    child_id: one2many("Child Categories", { model: "product.category", inverseField: "parent_id" }),
  },
});

function categoryPath(record: OdooRecord, env: Environment): string {
  const parent = browse(env, "product.category", record["parent_id"]);
  return parent === undefined ? textIn(record["name"]) : `${categoryPath(parent, env)} / ${textIn(record["name"])}`;
}

function parentPath(record: OdooRecord, env: Environment): string {
  const parent = browse(env, "product.category", record["parent_id"]);
  return `${parent === undefined ? "" : parentPath(parent, env)}${record.id}/`;
}

const template = defineModel({
  name: "product.template",
  description: "Product",
  order: "is_favorite desc, name",
  displayName: (record, env) => {
    const [code] = ofOnlyVariant("default_code")([record], env);
    return typeof code === "string" && code !== "" ? `[${code}] ${textIn(record["name"])}` : textIn(record["name"]);
  },
  fields: {
    name: char("Name", { required: true }),
    sequence: integer("Sequence", { default: 1 }),
    description: html("Description"),
    description_sale: text("Sales Description"),
    type: selection(
      "Product Type",
      [
        ["consu", "Goods"],
        ["service", "Service"],
        ["combo", "Combo"],
      ],
      { required: true, default: "consu" },
    ),
    service_tracking: selection("Create on Order", [["no", "Nothing"]], { required: true, default: "no" }),
    categ_id: many2one("Product Category", "product.category", { required: true, default: firstCategory }),
    currency_id: many2one("Currency", "res.currency", { readonly: true, compute: companyCurrency }),
    cost_currency_id: many2one("Cost Currency", "res.currency", { readonly: true, compute: companyCurrency }),
    list_price: float("Sales Price", { default: 1 }),
    standard_price: float("Cost", { compute: ofOnlyVariant("standard_price"), isSearchable: true }),
    default_code: char("Internal Reference", { compute: ofOnlyVariant("default_code"), isSearchable: true }),
    barcode: char("Barcode", { compute: ofOnlyVariant("barcode"), isSearchable: true }),
    sale_ok: boolean("Sales", { default: true }),
    purchase_ok: boolean("Purchase", { default: true }),
    is_storable: boolean("Track Inventory"),
    is_favorite: boolean("Favorite"),
    tracking: selection(
      "Tracking",
      [
        ["serial", "By Unique Serial Number"],
        ["lot", "By Lots"],
        ["none", "By Quantity"],
      ],
      { required: true, default: "none" },
    ),
    uom_id: many2one("Unit of Measure", "uom.uom", { required: true, default: 1 }),
    uom_name: char("Unit of Measure Name", { related: "uom_id.name", readonly: true }),
    uom_po_id: many2one("Purchase Unit", "uom.uom", { required: true, default: 1 }),
    company_id: many2one("Company", "res.company"),
    active: boolean("Active", { default: true }),
    seller_ids: one2many("Vendors", { model: "product.supplierinfo", inverseField: "product_tmpl_id" }),
    product_variant_ids: one2many("Products", { model: "product.product", inverseField: "product_tmpl_id" }, { required: true }),
    product_variant_id: many2one("Product", "product.product", {
      readonly: true,
      compute: (records, env) => records.map((record) => variantIds(record, env)[0] ?? false),
    }),
    product_variant_count: integer("# Product Variants", {
      readonly: true,
      compute: (records, env) => records.map((record) => variantIds(record, env).length),
    }),
    taxes_id: many2many("Sales Taxes", "account.tax"),
    supplier_taxes_id: many2many("Purchase Taxes", "account.tax"),
    invoice_policy: selection(
      "Invoicing Policy",
      [
        ["order", "Ordered quantities"],
        ["delivery", "Delivered quantities"],
      ],
      { default: "order" },
    ),
    sale_delay: integer("Customer Lead Time"),
  },
  prepare: (values) =>
    values["uom_po_id"] === 1 && typeof values["uom_id"] === "number" ? { ...values, uom_po_id: values["uom_id"] } : values,
  afterCreate: (record, env) => {
    if (env.context["create_product_product"] !== false) createRecord(env, modelOf(env, "product.product"), { product_tmpl_id: record.id });
  },
  // A variant's stamp follows its template's (product.product._compute_write_date).
  afterWrite: (record, _changed, env) => {
    const stamp = odooDatetime(env.now());
    const variants = env.store.collection<OdooRecord>("product.product");
    for (const variant of variants.filter((one) => one["product_tmpl_id"] === record.id))
      variants.put(variant.id, { ...variant, write_date: stamp });
  },
});

function firstCategory(env: Environment): FieldValue {
  return allRecords(env, "product.category")[0]?.id ?? false;
}

function variantIds(record: OdooRecord, env: Environment): readonly number[] {
  return idsIn(valueOf(env, "product.template", { record, name: "product_variant_ids" }));
}

/** A template shows codes and costs of its variant when it has just one. */
function ofOnlyVariant(name: string): Compute {
  return (records, env) => {
    const found = new Map<FieldValue, OdooRecord | undefined>(records.map(({ id }) => [id, undefined]));
    for (const variant of allRecords(env, "product.product")) {
      const owner = variant["product_tmpl_id"];
      if (owner === undefined || !found.has(owner)) continue;
      found.set(owner, found.get(owner) === undefined ? variant : { id: 0 });
    }
    return records.map(({ id }) => found.get(id)?.[name] ?? false);
  };
}

const product = defineModel({
  name: "product.product",
  description: "Product Variant",
  order: "is_favorite desc, default_code, name, id",
  inherits: { model: "product.template", via: "product_tmpl_id" },
  searchedByName: ["default_code", "name", "barcode"],
  displayName: (record, env) => {
    const name = textIn(browse(env, "product.template", record["product_tmpl_id"])?.["name"]);
    const code = textIn(record["default_code"]);
    return code === "" ? name : `[${code}] ${name}`;
  },
  fields: {
    default_code: char("Internal Reference"),
    active: boolean("Active", { default: true }),
    product_tmpl_id: many2one("Product Template", "product.template", { required: true }),
    barcode: char("Barcode"),
    write_date: datetime("Write Date", { readonly: true }),
    standard_price: float("Cost"),
    volume: float("Volume"),
    weight: float("Weight"),
    price_extra: float("Variant Price Extra", { readonly: true, compute: (records) => records.map(() => 0) }),
    lst_price: float("Sales\u00a0Price", { related: "product_tmpl_id.list_price" }),
    is_product_variant: boolean("Is Product Variant", { readonly: true, compute: (records) => records.map(() => true) }),
    stock_quant_ids: one2many("Stock Quant", { model: "stock.quant", inverseField: "product_id" }),
    stock_move_ids: one2many("Stock Move", { model: "stock.move", inverseField: "product_id" }),
    variant_seller_ids: one2many("Variant Seller", { model: "product.supplierinfo", inverseField: "product_id" }, { store: false }),
    qty_available: float("Quantity On Hand", { readonly: true, isSearchable: true, compute: quantityField(({ onHand }) => onHand) }),
    free_qty: float("Free To Use Quantity ", {
      readonly: true,
      isSearchable: true,
      compute: quantityField(({ onHand, reserved }) => onHand - reserved),
    }),
    incoming_qty: float("Incoming", { readonly: true, isSearchable: true, compute: quantityField(({ incoming }) => incoming) }),
    outgoing_qty: float("Outgoing", { readonly: true, isSearchable: true, compute: quantityField(({ outgoing }) => outgoing) }),
    virtual_available: float("Forecasted Quantity", {
      readonly: true,
      isSearchable: true,
      compute: quantityField(({ onHand, incoming, outgoing }) => onHand + incoming - outgoing),
    }),
  },
  afterWrite: (record, changed, env) => {
    // Archiving the last variant archives the template, and the reverse.
    const template = browse(env, "product.template", record["product_tmpl_id"]);
    if ("active" in changed && template !== undefined && template["active"] !== changed["active"]) {
      const others = allRecords(env, "product.product").filter((one) => one["product_tmpl_id"] === template.id && one["active"] !== false);
      if (changed["active"] === true || others.length === 0)
        writeRecord(env, modelOf(env, "product.template"), { id: template.id, values: { active: changed["active"] } });
    }
  },
});

const supplierInfo = defineModel({
  name: "product.supplierinfo",
  description: "Supplier Pricelist",
  order: "sequence, min_qty DESC, price, id",
  displayName: (record, env) => textIn(browse(env, "res.partner", record["partner_id"])?.["name"]),
  fields: {
    partner_id: many2one("Vendor", "res.partner", { required: true }),
    product_name: char("Vendor Product Name"),
    product_code: char("Vendor Product Code"),
    sequence: integer("Sequence", { default: 1 }),
    product_uom: many2one("Unit of Measure", "uom.uom", { related: "product_tmpl_id.uom_po_id", readonly: true }),
    min_qty: float("Quantity", { required: true }),
    price: float("Price", { required: true }),
    discount: float("Discount (%)"),
    company_id: many2one("Company", "res.company", { default: companyId }),
    currency_id: many2one("Currency", "res.currency", {
      required: true,
      default: (env) => browse(env, "res.company", companyId)?.["currency_id"] ?? false,
    }),
    date_start: date("Start Date"),
    date_end: date("End Date"),
    product_id: many2one("Product Variant", "product.product"),
    product_tmpl_id: many2one("Product Template", "product.template"),
    delay: integer("Lead Time", { required: true, default: 1 }),
  },
  prepare: (values, env) => {
    const variant = browse(env, "product.product", values["product_id"]);
    return numberIn(values["product_tmpl_id"]) === 0 && variant !== undefined
      ? { ...values, product_tmpl_id: variant["product_tmpl_id"] ?? false }
      : values;
  },
});

/** Products, their categories and who supplies them. */
export const productModels: readonly Model[] = [category, template, product, supplierInfo];
