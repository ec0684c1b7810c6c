import { allRecords, browse, modelOf } from "../orm/environment.js";
import { displayName } from "../orm/field-values.js";
import { char, datetime, float, integer, many2many, many2one, monetary, one2many, selection, text } from "../orm/field.js";
import { defineModel } from "../orm/model.js";
import { idsIn, numberIn, odooDatetime, rounded, textIn, type Values } from "../orm/record.js";
import type { Compute, Environment, Model } from "../orm/schema.js";
import { cancelPurchases, confirmPurchases } from "../flows/confirm-purchase.js";
import { companyField, companyId } from "./base.js";
import { nextNumber } from "./sequence.js";
import { lineAmounts, type LineAmounts } from "./tax-amounts.js";

const states = [
  ["draft", "RFQ"],
  ["sent", "RFQ Sent"],
  ["to approve", "To Approve"],
  ["purchase", "Purchase Order"],
  ["done", "Locked"],
  ["cancel", "Cancelled"],
] as const;

const amountOf =
  (name: keyof LineAmounts): Compute =>
  (records, env) =>
    records.map(({ id }) => {
      const lines = allRecords(env, "purchase.order.line").filter((line) => line["order_id"] === id);
      return rounded(numberIn(lineAmount(name)(lines, env).reduce<number>((total, one) => total + numberIn(one), 0)), 2);
    });

const lineAmount =
  (name: keyof LineAmounts): Compute =>
  (records, env) =>
    records.map((line) => {
      const taxed = {
        quantity: numberIn(line["product_qty"]),
        priceUnit: numberIn(line["price_unit"]),
        discount: numberIn(line["discount"]),
        taxes: idsIn(line["taxes_id"]),
      };
      return lineAmounts(env, taxed)[name];
    });

const order = defineModel({
  name: "purchase.order",
  description: "Purchase Order",
  order: "priority desc, id desc",
  searchedByName: ["name", "partner_ref"],
  fields: {
    name: char("Order Reference", { required: true, default: "New" }),
    priority: selection(
      "Priority",
      [
        ["0", "Normal"],
        ["1", "Urgent"],
      ],
      { default: "0" },
    ),
    partner_id: many2one("Vendor", "res.partner", { required: true }),
    partner_ref: char("Vendor Reference"),
    state: selection("Status", states, { readonly: true, default: "draft" }),
    date_order: datetime("Order Deadline", { required: true, default: (env) => odooDatetime(env.now()) }),
    date_approve: datetime("Confirmation Date", { readonly: true }),
    date_planned: datetime("Expected Arrival"),
    origin: char("Source Document"),
    currency_id: many2one("Currency", "res.currency", {
      required: true,
      default: (env) => browse(env, "res.company", companyId)?.["currency_id"] ?? false,
    }),
    picking_type_id: many2one("Deliver To", "stock.picking.type", {
      required: true,
      default: (env) => allRecords(env, "stock.picking.type").find((type) => type["code"] === "incoming")?.id ?? false,
    }),
    order_line: one2many("Order Lines", { model: "purchase.order.line", inverseField: "order_id" }),
    picking_ids: one2many("Receptions", { model: "stock.picking", inverseField: "purchase_id" }),
    amount_untaxed: monetary("Untaxed Amount", { readonly: true, store: true, isSearchable: true, compute: amountOf("price_subtotal") }),
    amount_total: monetary("Total", { readonly: true, store: true, isSearchable: true, compute: amountOf("price_total") }),
    company_id: companyField,
  },
  prepare: (values, env) =>
    values["name"] === "New" ? { ...values, name: nextNumber(env, { code: "purchase.order", prefix: "P", digits: 5 }) } : values,
  methods: { button_confirm: { run: confirmPurchases }, button_cancel: { run: cancelPurchases } },
});

const line = defineModel({
  name: "purchase.order.line",
  description: "Purchase Order Line",
  order: "order_id, sequence, id",
  displayName: (record) => textIn(record["name"]),
  fields: {
    name: text("Description", { required: true }),
    sequence: integer("Sequence", { default: 10 }),
    order_id: many2one("Order Reference", "purchase.order", { required: true }),
    product_id: many2one("Product", "product.product"),
    product_qty: float("Quantity", { required: true, default: 1 }),
    product_uom: many2one("Unit of Measure", "uom.uom", { default: 1 }),
    price_unit: float("Unit Price", { required: true }),
    discount: float("Discount (%)"),
    taxes_id: many2many("Taxes", "account.tax"),
    date_planned: datetime("Expected Arrival"),
    qty_received: float("Received Qty"),
    state: selection("Status", states, { related: "order_id.state", readonly: true, store: true }),
    partner_id: many2one("Partner", "res.partner", { related: "order_id.partner_id", readonly: true, store: true }),
    move_ids: one2many("Reservation", { model: "stock.move", inverseField: "purchase_line_id" }),
    price_subtotal: monetary("Subtotal", { readonly: true, store: true, isSearchable: true, compute: lineAmount("price_subtotal") }),
    price_total: monetary("Total", { readonly: true, store: true, isSearchable: true, compute: lineAmount("price_total") }),
  },
  prepare: prepareLine,
});

function prepareLine(values: Values, env: Environment): Values {
  const product = browse(env, "product.product", values["product_id"]);
  if (product === undefined) return values;
  const order_ = browse(env, "purchase.order", values["order_id"]);
  return {
    name: displayName(env, modelOf(env, "product.product"), product),
    price_unit: numberIn(product["standard_price"]),
    date_planned: order_?.["date_planned"] ?? odooDatetime(env.now()),
    ...values,
  };
}

/** Orders at suppliers. */
export const purchaseModels: readonly Model[] = [order, line];
