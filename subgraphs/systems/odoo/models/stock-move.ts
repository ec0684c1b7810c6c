import { browse } from "../orm/environment.js";
import { boolean, char, datetime, float, integer, many2one, selection } from "../orm/field.js";
import { defineModel } from "../orm/model.js";
import { userError } from "../orm/odoo-error.js";
import { odooDatetime, textIn } from "../orm/record.js";
import type { Model } from "../orm/schema.js";
import { companyField } from "./base.js";

/** States of a move, and of a picking but for `partially_available`. */
export const moveStates = [
  ["draft", "New"],
  ["waiting", "Waiting Another Move"],
  ["confirmed", "Waiting Availability"],
  ["partially_available", "Partially Available"],
  ["assigned", "Available"],
  ["done", "Done"],
  ["cancel", "Cancelled"],
] as const;

const move = defineModel({
  name: "stock.move",
  description: "Stock Move",
  order: "sequence, id",
  displayName: (record, env) => {
    const product = textIn(browse(env, "product.product", record["product_id"])?.["default_code"]);
    return `${product}: ${textIn(record["name"])}`;
  },
  fields: {
    name: char("Description", { required: true }),
    sequence: integer("Sequence", { default: 10 }),
    date: datetime("Date Scheduled", { required: true, default: (env) => odooDatetime(env.now()) }),
    date_deadline: datetime("Deadline", { readonly: true }),
    company_id: companyField,
    product_id: many2one("Product", "product.product", { required: true }),
    product_tmpl_id: many2one("Product Template", "product.template", { related: "product_id.product_tmpl_id" }),
    product_qty: float("Real Quantity", {
      readonly: true,
      store: true,
      isSearchable: true,
      compute: (records) => records.map((record) => record["product_uom_qty"] ?? 0),
    }),
    product_uom_qty: float("Demand", { required: true, default: 1 }),
    product_uom: many2one("UoM", "uom.uom", { required: true, default: 1 }),
    quantity: float("Quantity"),
    picked: boolean("Picked"),
    location_id: many2one("Source Location", "stock.location", { required: true }),
    location_dest_id: many2one("Intermediate Location", "stock.location", { required: true }),
    picking_id: many2one("Transfer", "stock.picking"),
    picking_type_id: many2one("Operation Type", "stock.picking.type"),
    picking_code: selection(
      "Picking Code",
      [
        ["incoming", "Receipt"],
        ["outgoing", "Delivery"],
        ["internal", "Internal Transfer"],
      ],
      { related: "picking_type_id.code", readonly: true },
    ),
    partner_id: many2one("Destination Address ", "res.partner"),
    state: selection("Status", moveStates, { readonly: true, default: "draft" }),
    origin: char("Source Document"),
    reference: char("Reference", { related: "picking_id.name", readonly: true, store: true }),
    sale_line_id: many2one("Sale Line", "sale.order.line"),
    purchase_line_id: many2one("Purchase Order Line", "purchase.order.line"),
    origin_returned_move_id: many2one("Origin return move", "stock.move"),
    warehouse_id: many2one("Warehouse", "stock.warehouse"),
  },
  beforeUnlink: (record) => {
    if (record["state"] !== "draft" && record["state"] !== "cancel") throw userError("You can only delete draft or cancelled moves.");
  },
});

/** Single movements of goods. */
export const stockMoveModels: readonly Model[] = [move];
