import { allRecords, browse } from "../orm/environment.js";
import { valueOf } from "../orm/field-values.js";
import { boolean, char, datetime, html, integer, many2many, many2one, monetary, one2many, selection } from "../orm/field.js";
import { defineModel } from "../orm/model.js";
import { userError } from "../orm/odoo-error.js";
import { numberIn, odooDatetime, textIn, type Values } from "../orm/record.js";
import type { Environment, Model } from "../orm/schema.js";
import { cancelSales, confirmSales, resetSales } from "../flows/confirm-sale.js";
import { companyField, companyId } from "./base.js";
import { saleLine } from "./sale-line.js";
import { amountOf, deliveryStatus, duplicates, invoiceIds, invoiceStatus, pickingIds } from "./sale-figures.js";
import { nextNumber } from "./sequence.js";

const states = [
  ["draft", "Quotation"],
  ["sent", "Quotation Sent"],
  ["sale", "Sales Order"],
  ["cancel", "Cancelled"],
] as const;

const order = defineModel({
  name: "sale.order",
  description: "Sales Order",
  order: "date_order desc, id desc",
  searchedByName: ["name", "client_order_ref"],
  fields: {
    name: char("Order Reference", { required: true, default: "New" }),
    company_id: { ...companyField, readonly: false },
    partner_id: many2one("Customer", "res.partner", { required: true }),
    state: selection("Status", states, { readonly: true, default: "draft" }),
    locked: boolean("Locked"),
    client_order_ref: char("Customer Reference"),
    create_date: datetime("Creation Date", { readonly: true }),
    commitment_date: datetime("Delivery Date"),
    date_order: datetime("Order Date", { required: true, default: (env) => odooDatetime(env.now()) }),
    origin: char("Source Document"),
    reference: char("Payment Ref."),
    note: html("Terms and conditions"),
    partner_invoice_id: many2one("Invoice Address", "res.partner", { required: true }),
    partner_shipping_id: many2one("Delivery Address", "res.partner", { required: true }),
    pricelist_id: many2one("Pricelist", "product.pricelist"),
    currency_id: many2one("Currency", "res.currency", { readonly: true }),
    source_id: many2one("Source", "utm.source"),
    user_id: many2one("Salesperson", "res.users"),
    warehouse_id: many2one("Warehouse", "stock.warehouse"),
    carrier_id: many2one("Delivery Method", "delivery.carrier"),
    picking_policy: selection(
      "Shipping Policy",
      [
        ["direct", "As soon as possible"],
        ["one", "When all products are ready"],
      ],
      { required: true, default: "direct" },
    ),
    order_line: one2many("Order Lines", { model: "sale.order.line", inverseField: "order_id" }),
    amount_untaxed: monetary("Untaxed Amount", { readonly: true, store: true, isSearchable: true, compute: amountOf("price_subtotal") }),
    amount_tax: monetary("Taxes", { readonly: true, store: true, isSearchable: true, compute: amountOf("price_tax") }),
    amount_total: monetary("Total", { readonly: true, store: true, isSearchable: true, compute: amountOf("price_total") }),
    invoice_ids: many2many("Invoices", "account.move", { readonly: true, isSearchable: true, compute: invoiceIds }),
    invoice_count: integer("Invoice Count", {
      readonly: true,
      compute: (records, env) => invoiceIds(records, env).map((ids) => (typeof ids === "object" ? ids.length : 0)),
    }),
    invoice_status: selection(
      "Invoice Status",
      [
        ["upselling", "Upselling Opportunity"],
        ["invoiced", "Fully Invoiced"],
        ["to invoice", "To Invoice"],
        ["no", "Nothing to Invoice"],
      ],
      { readonly: true, store: true, isSearchable: true, compute: invoiceStatus },
    ),
    picking_ids: one2many("Transfers", { model: "stock.picking", inverseField: "sale_id" }),
    delivery_count: integer("Delivery Orders", {
      readonly: true,
      compute: (records, env) => pickingIds(records, env).map((ids) => (typeof ids === "object" ? ids.length : 0)),
    }),
    delivery_status: selection(
      "Delivery Status",
      [
        ["pending", "Not Delivered"],
        ["started", "Started"],
        ["partial", "Partially Delivered"],
        ["full", "Fully Delivered"],
      ],
      { readonly: true, store: true, isSearchable: true, compute: deliveryStatus },
    ),
    duplicated_order_ids: many2many("Duplicated Order", "sale.order", { readonly: true, compute: duplicates }),
  },
  prepare,
  beforeUnlink: (record) => {
    if (!["draft", "cancel"].includes(textIn(record["state"]))) {
      throw userError("You can not delete a sent quotation or a confirmed sales order. You must first cancel it.");
    }
  },
  methods: { action_confirm: { run: confirmSales }, action_cancel: { run: cancelSales }, action_draft: { run: resetSales } },
});

function prepare(values: Values, env: Environment): Values {
  const partner = browse(env, "res.partner", values["partner_id"]);
  if (partner === undefined) return values;
  const listId = values["pricelist_id"] ?? valueOf(env, "res.partner", { record: partner, name: "property_product_pricelist" });
  const list = browse(env, "product.pricelist", listId);
  const company = browse(env, "res.company", companyId);
  return {
    partner_invoice_id: partner.id,
    partner_shipping_id: addressOf(env, partner.id, "delivery"),
    warehouse_id:
      allRecords(env, "stock.warehouse").sort((left, right) => numberIn(left["sequence"]) - numberIn(right["sequence"]))[0]?.id ?? false,
    ...values,
    pricelist_id: list?.id ?? false,
    currency_id: list?.["currency_id"] ?? company?.["currency_id"] ?? false,
    name: values["name"] === "New" ? nextNumber(env, { code: "sale.order", prefix: "S", digits: 5 }) : (values["name"] ?? false),
  };
}

function addressOf(env: Environment, partner: number, type: string): number {
  return (
    allRecords(env, "res.partner").find((one) => one["parent_id"] === partner && one["type"] === type && one["active"] !== false)?.id ??
    partner
  );
}

/** Orders of customers. */
export const saleModels: readonly Model[] = [order, saleLine];
