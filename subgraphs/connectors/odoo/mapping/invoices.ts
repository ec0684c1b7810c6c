import { z } from "zod";
import { money, orderId, type InvoiceRecord } from "#model";
import type { Specification } from "../client.js";
import { linked, odooDay, odooText } from "../wire.js";

/** What is read of an order's invoices. */
export const invoicedOrderFields: Specification = {
  name: {},
  invoice_ids: {
    fields: {
      name: {},
      move_type: {},
      state: {},
      payment_state: {},
      invoice_date: {},
      invoice_date_due: {},
      amount_untaxed: {},
      amount_tax: {},
      amount_total: {},
      amount_residual: {},
      currency_id: { fields: { name: {} } },
    },
  },
};

const invoiceShape = z.object({
  id: z.number(),
  name: odooText,
  move_type: z.string(),
  state: z.string(),
  payment_state: odooText,
  invoice_date: odooDay,
  invoice_date_due: odooDay,
  amount_untaxed: z.number(),
  amount_tax: z.number(),
  amount_total: z.number(),
  amount_residual: z.number(),
  currency_id: linked(z.object({ name: z.string() })),
});

/** An order with its invoices. */
export const invoicedOrderShape = z.object({ name: z.string(), invoice_ids: z.array(invoiceShape) });

/** An order's invoices and credit notes, oldest first; drafts have no number yet and carry `DRAFT-` and Odoo's id. */
export function toInvoices({ name, invoice_ids }: z.output<typeof invoicedOrderShape>): InvoiceRecord[] {
  return invoice_ids
    .filter(({ move_type }) => move_type === "out_invoice" || move_type === "out_refund" || move_type === "out_receipt")
    .toSorted((left, right) => left.id - right.id)
    .map((invoice) => toInvoice(invoice, name));
}

function toInvoice(invoice: z.output<typeof invoiceShape>, order: string): InvoiceRecord {
  const currency = invoice.currency_id?.name ?? "XXX";
  const isNumbered = invoice.name !== undefined && invoice.name !== "/";
  return {
    number: isNumbered && invoice.name !== undefined ? invoice.name : `DRAFT-${invoice.id}`,
    order: orderId(order),
    kind: invoice.move_type === "out_refund" ? "CREDIT_NOTE" : "INVOICE",
    status: toStatus(invoice),
    ...(invoice.invoice_date !== undefined && { issuedAt: invoice.invoice_date }),
    ...(invoice.invoice_date_due !== undefined && { dueAt: invoice.invoice_date_due }),
    net: money(invoice.amount_untaxed, currency),
    tax: money(invoice.amount_tax, currency),
    gross: money(invoice.amount_total, currency),
    due: money(invoice.amount_residual, currency),
  };
}

function toStatus({ state, payment_state }: z.output<typeof invoiceShape>): InvoiceRecord["status"] {
  if (state === "cancel") return "CANCELLED";
  if (state === "draft") return "DRAFT";
  return payment_state === "paid" || payment_state === "in_payment" || payment_state === "reversed" ? "PAID" : "OPEN";
}
