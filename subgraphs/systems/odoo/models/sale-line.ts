import { browse, modelOf } from "../orm/environment.js";
import { displayName } from "../orm/field-values.js";
import { boolean, float, integer, many2many, many2one, monetary, one2many, selection, text } from "../orm/field.js";
import { defineModel } from "../orm/model.js";
import { userError, validationError } from "../orm/odoo-error.js";
import { idsIn, numberIn, odooDatetime, rounded, textIn, type OdooRecord, type Values } from "../orm/record.js";
import type { Compute, Environment } from "../orm/schema.js";
import { createRecord } from "../orm/write.js";
import { priceOf } from "../flows/price-product.js";
import { assignPickings } from "../flows/reserve-picking.js";
import { invoicedQuantities } from "./sale-figures.js";
import { lineAmounts, type LineAmounts } from "./tax-amounts.js";

const states = [
  ["draft", "Quotation"],
  ["sent", "Quotation Sent"],
  ["sale", "Sales Order"],
  ["cancel", "Cancelled"],
] as const;

/** One line of a sales order. */
export const saleLine = defineModel({
  name: "sale.order.line",
  description: "Sales Order Line",
  order: "order_id, sequence, id",
  displayName: (record, env) =>
    `${textIn(browse(env, "sale.order", record["order_id"])?.["name"])} - ${textIn(record["name"]).split("\n", 1)[0] ?? ""}`,
  fields: {
    order_id: many2one("Order Reference", "sale.order", { required: true }),
    sequence: integer("Sequence", { default: 10 }),
    state: selection("Order Status", states, { related: "order_id.state", readonly: true, store: true }),
    order_partner_id: many2one("Customer", "res.partner", { related: "order_id.partner_id", readonly: true, store: true }),
    currency_id: many2one("Currency", "res.currency", { related: "order_id.currency_id", readonly: true, store: true }),
    display_type: selection("Display Type", [
      ["line_section", "Section"],
      ["line_note", "Note"],
    ]),
    is_downpayment: boolean("Is a down payment"),
    product_id: many2one("Product", "product.product"),
    product_template_id: many2one("Product Template", "product.template", { related: "product_id.product_tmpl_id" }),
    name: text("Description", { required: true }),
    product_uom_qty: float("Quantity", { required: true, default: 1 }),
    product_uom: many2one("Unit of Measure", "uom.uom"),
    tax_id: many2many("Taxes", "account.tax"),
    price_unit: float("Unit Price", { required: true }),
    discount: float("Discount (%)"),
    price_subtotal: monetary("Subtotal", { readonly: true, store: true, isSearchable: true, compute: amounts("price_subtotal") }),
    price_tax: float("Total Tax", { readonly: true, store: true, isSearchable: true, compute: amounts("price_tax") }),
    price_total: monetary("Total", { readonly: true, store: true, isSearchable: true, compute: amounts("price_total") }),
    customer_lead: float("Lead Time", { required: true }),
    qty_delivered: float("Delivery Quantity"),
    qty_invoiced: float("Invoiced Quantity", { readonly: true, store: true, isSearchable: true, compute: invoicedQuantities }),
    qty_to_deliver: float("Qty To Deliver", {
      readonly: true,
      compute: (records) =>
        records.map(({ product_uom_qty, qty_delivered }) => rounded(numberIn(product_uom_qty) - numberIn(qty_delivered))),
    }),
    invoice_lines: many2many("Invoice Lines", "account.move.line", { compute: invoiceLines, store: true }),
    move_ids: one2many("Stock Moves", { model: "stock.move", inverseField: "sale_line_id" }),
    warehouse_id: many2one("Warehouse", "stock.warehouse", { related: "order_id.warehouse_id", readonly: true, store: true }),
  },
  prepare,
  afterCreate: applyTaxes,
  afterWrite: reprice,
  beforeUnlink: (record, env) => {
    if (browse(env, "sale.order", record["order_id"])?.["state"] === "sale") {
      throw userError(
        "Once a sales order is confirmed, you can't remove one of its lines (we need to track if something gets invoiced or delivered).\nSet the quantity to 0 instead.",
      );
    }
  },
});

function amounts(name: keyof LineAmounts): Compute {
  return (records, env) => records.map((record) => orderLineAmounts(env, record)[name]);
}

/** What a line comes to. */
export function orderLineAmounts(env: Environment, line: OdooRecord): LineAmounts {
  const taxed = {
    quantity: numberIn(line["product_uom_qty"]),
    priceUnit: numberIn(line["price_unit"]),
    discount: numberIn(line["discount"]),
    taxes: idsIn(line["tax_id"]),
  };
  return lineAmounts(env, taxed);
}

function prepare(values: Values, env: Environment): Values {
  if (typeof values["display_type"] === "string") return { ...values, product_uom_qty: 0, customer_lead: 0, price_unit: 0 };
  const product = browse(env, "product.product", values["product_id"]);
  if (product === undefined)
    throw validationError("The operation cannot be completed: Missing required fields on accountable sale order line.");
  const template = browse(env, "product.template", product["product_tmpl_id"]);
  return {
    name: displayName(env, modelOf(env, "product.product"), product),
    product_uom: template?.["uom_id"] ?? 1,
    customer_lead: numberIn(template?.["sale_delay"]),
    price_unit: unitPrice(env, product, values),
    ...values,
  };
}

function unitPrice(env: Environment, product: OdooRecord, line: Values): number {
  const list = browse(env, "sale.order", line["order_id"])?.["pricelist_id"];
  const price = priceOf(env, { product, list: typeof list === "number" ? list : undefined, quantity: numberIn(line["product_uom_qty"]) });
  return rounded(price, 2);
}

/** A line without given taxes takes those of its product. */
function applyTaxes(record: OdooRecord, env: Environment): void {
  const template = browse(env, "product.template", browse(env, "product.product", record["product_id"])?.["product_tmpl_id"]);
  if (record["tax_id"] !== undefined || template === undefined) return followUp(record, env);
  env.store.collection<OdooRecord>("sale.order.line").put(record.id, { ...record, tax_id: idsIn(template["taxes_id"]) });
  followUp(record, env);
}

function reprice(record: OdooRecord, changed: Values, env: Environment): void {
  const product = browse(env, "product.product", record["product_id"]);
  if (product === undefined || "price_unit" in changed || !("product_uom_qty" in changed || "product_id" in changed)) return;
  env.store.collection<OdooRecord>("sale.order.line").put(record.id, { ...record, price_unit: unitPrice(env, product, record) });
}

/** A line that joins a confirmed order joins its open delivery. */
function followUp(line: OdooRecord, env: Environment): void {
  const order = browse(env, "sale.order", line["order_id"]);
  if (order?.["state"] !== "sale") return;
  const picking = env.store.collection<OdooRecord>("stock.picking").find((one) => one["sale_id"] === order.id);
  if (picking === undefined) return;
  createRecord(env, modelOf(env, "stock.move"), {
    name: textIn(line["name"]) || "/",
    product_id: line["product_id"],
    product_uom_qty: line["product_uom_qty"],
    location_id: picking["location_id"],
    location_dest_id: picking["location_dest_id"],
    picking_id: picking.id,
    picking_type_id: picking["picking_type_id"],
    sale_line_id: line.id,
    date: odooDatetime(env.now()),
    state: "confirmed",
  });
  assignPickings([picking.id], env, {});
}

function invoiceLines(...[records, env]: Parameters<Compute>): number[][] {
  const lines = env.store.collection<OdooRecord>("account.move.line").all();
  return records.map(({ id }) => lines.filter((line) => idsIn(line["sale_line_ids"]).includes(id)).map((line) => line.id));
}
