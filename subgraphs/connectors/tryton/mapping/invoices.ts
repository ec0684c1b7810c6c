import { z } from "zod";
import { type InvoiceRecord, money, orderId } from "#model";
import { day, numeric, recordId, text } from "../values.js";

/** Fields of a sale's invoices. */
export const invoicedSaleFields = [
  "number",
  ...["number", "state", "invoice_date", "untaxed_amount", "tax_amount", "total_amount", "amount_to_pay"].map(
    (field) => `invoices.${field}`,
  ),
  "invoices.currency.code",
  "invoices.lines_to_pay.maturity_date",
];

const invoiceRow = z.object({
  id: recordId,
  number: text,
  state: z.string(),
  invoice_date: day.nullable(),
  untaxed_amount: numeric,
  tax_amount: numeric,
  total_amount: numeric,
  amount_to_pay: numeric,
  "currency.": z.object({ code: z.string() }),
  "lines_to_pay.": z.array(z.object({ maturity_date: day.nullable() })),
});

/** A sale with its invoices. */
export const invoicedSaleRow = z.object({ number: z.string(), "invoices.": z.array(invoiceRow) });

type InvoiceRow = z.output<typeof invoiceRow>;

const STATUSES: Readonly<Record<string, InvoiceRecord["status"]>> = {
  draft: "DRAFT",
  validated: "DRAFT",
  posted: "OPEN",
  paid: "PAID",
  cancelled: "CANCELLED",
};

/** The invoices of a sale. Tryton writes a credit note as an invoice below zero; it is told here in positive amounts. */
export function toInvoices(sale: z.output<typeof invoicedSaleRow>): readonly InvoiceRecord[] {
  return sale["invoices."].map((row) => toInvoice(row, sale.number));
}

function toInvoice(row: InvoiceRow, sale: string): InvoiceRecord {
  const isCredit = row.total_amount.isNegative() && !row.total_amount.isZero();
  const amount = (value: InvoiceRow["total_amount"]): InvoiceRecord["net"] =>
    money(isCredit ? value.negated() : value, row["currency."].code);
  const status = STATUSES[row.state] ?? "DRAFT";
  const dueAt = row["lines_to_pay."]
    .flatMap((line) => line.maturity_date ?? [])
    .toSorted()
    .at(-1);
  return {
    number: row.number ?? `DRAFT-${row.id}`,
    order: orderId(sale),
    kind: isCredit ? "CREDIT_NOTE" : "INVOICE",
    status,
    ...(row.invoice_date === null ? {} : { issuedAt: row.invoice_date }),
    ...(dueAt === undefined ? {} : { dueAt }),
    net: amount(row.untaxed_amount),
    tax: amount(row.tax_amount),
    gross: amount(row.total_amount),
    // Nothing is on the books of a draft yet, so that Tryton says 0: what it will ask for is all of it.
    due: amount(status === "DRAFT" ? row.total_amount : row.amount_to_pay),
  };
}
