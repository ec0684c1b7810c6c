import { allRecords, browse, browseAll } from "../orm/environment.js";
import { boolean, char, date, float, integer, many2many, many2one, monetary, one2many, selection } from "../orm/field.js";
import { defineModel } from "../orm/model.js";
import { userError } from "../orm/odoo-error.js";
import { patchRecord } from "../orm/patch.js";
import { idsIn, numberIn, odooDate, rounded, textIn, type FieldValue, type OdooRecord } from "../orm/record.js";
import type { Compute, Model, ModelMethod } from "../orm/schema.js";
import { companyField, companyId } from "./base.js";
import { nextNumber } from "./sequence.js";
import { lineAmounts } from "./tax-amounts.js";

const tax = defineModel({
  name: "account.tax",
  description: "Tax",
  order: "sequence,id",
  searchedByName: ["name", "description"],
  fields: {
    name: char("Tax Name", { required: true }),
    type_tax_use: selection(
      "Tax Type",
      [
        ["sale", "Sales"],
        ["purchase", "Purchases"],
        ["none", "None"],
      ],
      { required: true, default: "sale" },
    ),
    amount_type: selection(
      "Tax Computation",
      [
        ["group", "Group of Taxes"],
        ["fixed", "Fixed"],
        ["percent", "Percentage of Price"],
        ["division", "Percentage of Price Tax Included"],
      ],
      { required: true, default: "percent" },
    ),
    active: boolean("Active", { default: true }),
    company_id: companyField,
    children_tax_ids: many2many("Children Taxes", "account.tax"),
    sequence: integer("Sequence", { required: true, default: 1 }),
    amount: float("Amount", { required: true }),
    description: char("Description"),
    price_include_override: selection("Included in Price", [
      ["tax_included", "Tax Included"],
      ["tax_excluded", "Tax Excluded"],
    ]),
    price_include: boolean("Price Include", {
      readonly: true,
      isSearchable: true,
      compute: (records) => records.map((record) => record["price_include_override"] === "tax_included"),
    }),
    include_base_amount: boolean("Affect Base of Subsequent Taxes"),
    country_id: many2one("Country", "res.country"),
  },
});

const sumOfLines =
  (field: "price_subtotal" | "price_total", sign = 1): Compute =>
  (records, env) => {
    const totals = new Map<FieldValue, number>();
    for (const line of allRecords(env, "account.move.line")) {
      if (line["display_type"] !== "product") continue;
      const amounts = lineAmounts(env, invoiceLine(line));
      totals.set(line["move_id"] ?? false, (totals.get(line["move_id"] ?? false) ?? 0) + amounts[field]);
    }
    return records.map(({ id }) => rounded(sign * (totals.get(id) ?? 0), 2));
  };

const taxOf: Compute = (records, env) => {
  const [net, gross] = [sumOfLines("price_subtotal")(records, env), sumOfLines("price_total")(records, env)];
  return records.map((_record, index) => rounded(numberIn(gross[index]) - numberIn(net[index]), 2));
};

const residual: Compute = (records, env) => {
  const gross = sumOfLines("price_total")(records, env);
  return records.map((record, index) => (record["state"] !== "posted" || record["payment_state"] === "paid" ? 0 : (gross[index] ?? 0)));
};

const move = defineModel({
  name: "account.move",
  description: "Journal Entry",
  order: "date desc, name desc, invoice_date desc, id desc",
  displayName: (record) => textIn(record["name"]) || `Draft Invoice (* ${record.id})`,
  fields: {
    name: char("Number"),
    ref: char("Reference"),
    date: date("Date", { required: true, default: (env) => odooDate(env.now()) }),
    state: selection(
      "Status",
      [
        ["draft", "Draft"],
        ["posted", "Posted"],
        ["cancel", "Cancelled"],
      ],
      { required: true, readonly: true, default: "draft" },
    ),
    move_type: selection(
      "Type",
      [
        ["entry", "Journal Entry"],
        ["out_invoice", "Customer Invoice"],
        ["out_refund", "Customer Credit Note"],
        ["in_invoice", "Vendor Bill"],
        ["in_refund", "Vendor Credit Note"],
        ["out_receipt", "Sales Receipt"],
        ["in_receipt", "Purchase Receipt"],
      ],
      { required: true, readonly: true, default: "entry" },
    ),
    partner_id: many2one("Partner", "res.partner"),
    invoice_date: date("Invoice/Bill Date"),
    invoice_date_due: date("Due Date"),
    invoice_origin: char("Origin", { readonly: true }),
    invoice_line_ids: one2many("Invoice lines", { model: "account.move.line", inverseField: "move_id" }),
    line_ids: one2many("Journal Items", { model: "account.move.line", inverseField: "move_id" }),
    currency_id: many2one("Currency", "res.currency", {
      required: true,
      default: (env) => browse(env, "res.company", companyId)?.["currency_id"] ?? false,
    }),
    company_id: companyField,
    payment_state: selection(
      "Payment Status",
      [
        ["not_paid", "Not Paid"],
        ["in_payment", "In Payment"],
        ["paid", "Paid"],
        ["partial", "Partially Paid"],
        ["reversed", "Reversed"],
        ["blocked", "Blocked"],
        ["invoicing_legacy", "Invoicing App Legacy"],
      ],
      { readonly: true, default: "not_paid" },
    ),
    reversed_entry_id: many2one("Reversal of", "account.move"),
    amount_untaxed: monetary("Untaxed Amount", { readonly: true, isSearchable: true, store: true, compute: sumOfLines("price_subtotal") }),
    amount_tax: monetary("Tax", { readonly: true, isSearchable: true, store: true, compute: taxOf }),
    amount_total: monetary("Total", { readonly: true, isSearchable: true, store: true, compute: sumOfLines("price_total") }),
    amount_residual: monetary("Amount Due", { readonly: true, isSearchable: true, store: true, compute: residual }),
  },
  beforeUnlink: (record) => {
    if (record["state"] === "posted") throw userError("You cannot delete a posted journal entry. Reset it to draft first.");
  },
  methods: { action_post: { run: post }, button_draft: { run: backToDraft }, button_cancel: { run: cancel } },
});

function post(...[ids, env]: Parameters<ModelMethod>): boolean {
  for (const invoice of browseAll(env, "account.move", ids)) {
    if (invoice["state"] === "posted")
      throw userError("The entry " + textIn(invoice["name"]) + " (id " + invoice.id + ") must be in draft.");
    const day = textIn(invoice["invoice_date"]) || odooDate(env.now());
    const isRefund = invoice["move_type"] === "out_refund";
    const name =
      textIn(invoice["name"]) ||
      nextNumber(env, { code: isRefund ? "RINV" : "INV", prefix: `${isRefund ? "RINV" : "INV"}/${day.slice(0, 4)}/`, digits: 5 });
    patchRecord(env, "account.move", {
      id: invoice.id,
      values: { state: "posted", name, invoice_date: day, invoice_date_due: textIn(invoice["invoice_date_due"]) || day },
    });
  }
  return false;
}

function backToDraft(...[ids, env]: Parameters<ModelMethod>): boolean {
  for (const id of ids) patchRecord(env, "account.move", { id, values: { state: "draft" } });
  return true;
}

function cancel(...[ids, env]: Parameters<ModelMethod>): boolean {
  for (const id of ids) patchRecord(env, "account.move", { id, values: { state: "cancel" } });
  return true;
}

const moveLine = defineModel({
  name: "account.move.line",
  description: "Journal Item",
  order: "date desc, move_name desc, id",
  fields: {
    move_id: many2one("Journal Entry", "account.move", { required: true }),
    move_name: char("Number", { related: "move_id.name", readonly: true, store: true }),
    parent_state: selection(
      "Status",
      [
        ["draft", "Draft"],
        ["posted", "Posted"],
        ["cancel", "Cancelled"],
      ],
      { related: "move_id.state", readonly: true, store: true },
    ),
    date: date("Invoice/Bill Date", { related: "move_id.date", readonly: true, store: true }),
    display_type: selection(
      "Display Type",
      [
        ["product", "Product"],
        ["line_section", "Section"],
        ["line_note", "Note"],
      ],
      { required: true, default: "product" },
    ),
    name: char("Label"),
    product_id: many2one("Product", "product.product"),
    quantity: float("Quantity", { default: 1 }),
    price_unit: float("Unit Price"),
    discount: float("Discount (%)"),
    tax_ids: many2many("Taxes", "account.tax"),
    sale_line_ids: many2many("Sales Order Lines", "sale.order.line"),
    price_subtotal: monetary("Subtotal", { readonly: true, isSearchable: true, store: true, compute: amountsOf("price_subtotal") }),
    price_total: monetary("Total", { readonly: true, isSearchable: true, store: true, compute: amountsOf("price_total") }),
  },
});

function amountsOf(name: "price_subtotal" | "price_total"): Compute {
  return (records, env) => records.map((record) => lineAmounts(env, invoiceLine(record))[name]);
}

function invoiceLine(line: OdooRecord): { quantity: number; priceUnit: number; discount: number; taxes: readonly number[] } {
  return {
    quantity: numberIn(line["quantity"]),
    priceUnit: numberIn(line["price_unit"]),
    discount: numberIn(line["discount"]),
    taxes: idsIn(line["tax_ids"]),
  };
}

/** Taxes, invoices and credit notes. */
export const accountModels: readonly Model[] = [tax, move, moveLine];
