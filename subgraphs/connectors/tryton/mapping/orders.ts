import { Decimal } from "decimal.js";
import { z } from "zod";
import { customerId, money, orderId, type OrderLine, type OrderRecord, type OrderStatus, sku, sumQuantities } from "#model";
import { changedAt, codeOf, day, instant, numeric, recordId, text } from "../values.js";
import { addressFields, addressRow, toAddress } from "./addresses.js";

const lineFields = [
  "type",
  "product.code",
  "description",
  "quantity",
  "unit_price",
  "amount",
  "taxes.type",
  "taxes.rate",
  "moves.state",
  "moves.quantity",
].map((field) => `lines.${field}`);

const headFields = [
  "number",
  "reference",
  "party.code",
  "state",
  "invoice_state",
  "shipment_state",
  "sale_date",
  "create_date",
  "write_date",
  "untaxed_amount",
  "tax_amount",
  "total_amount",
  "currency.code",
  "shipments.state",
  "invoices.state",
];

/** Fields of a sale with its lines. */
export const saleFields = [...headFields, ...lineFields, ...addressFields("invoice_address"), ...addressFields("shipment_address")];

const lineRow = z.object({
  id: recordId,
  type: z.string(),
  "product.": codeOf,
  description: text,
  quantity: z.number().nullable(),
  unit_price: numeric.nullable(),
  amount: numeric.nullable(),
  "taxes.": z.array(z.object({ type: z.string(), rate: numeric.nullable() })),
  "moves.": z.array(z.object({ state: z.string(), quantity: z.number() })),
});

const stateRow = z.object({ state: z.string() });

/** A sale that has a number: a draft gets its own when it becomes a quotation. */
export const saleRow = z.object({
  id: recordId,
  number: z.string(),
  reference: text,
  "party.": codeOf,
  state: z.string(),
  invoice_state: z.string(),
  shipment_state: z.string(),
  sale_date: day.nullable(),
  create_date: instant,
  write_date: instant.nullable(),
  untaxed_amount: numeric,
  tax_amount: numeric,
  total_amount: numeric,
  "currency.": z.object({ code: z.string() }),
  "shipments.": z.array(stateRow),
  "invoices.": z.array(stateRow),
  "lines.": z.array(lineRow),
  "invoice_address.": addressRow.nullable(),
  "shipment_address.": addressRow.nullable(),
});

/** A sale of Tryton. */
export type SaleRow = z.output<typeof saleRow>;
type LineRow = z.output<typeof lineRow>;

/** A sale in the merchant's words. */
export function toOrder(row: SaleRow): OrderRecord {
  const currency = row["currency."].code;
  const updatedAt = changedAt(row);
  const billing = row["invoice_address."];
  const shipping = row["shipment_address."];
  return {
    id: orderId(row.number),
    vendorId: String(row.id),
    ...(row.reference === undefined ? {} : { externalReference: row.reference }),
    ...(row["party."] === undefined ? {} : { customer: customerId(row["party."]) }),
    status: toStatus(row),
    placedAt: placedAt(row),
    ...(updatedAt === undefined ? {} : { updatedAt }),
    lines: row["lines."].filter((line) => line.type === "line").map((line) => toLine(line, currency)),
    net: money(row.untaxed_amount, currency),
    tax: money(row.tax_amount, currency),
    gross: money(row.total_amount, currency),
    ...(billing === null ? {} : { billingAddress: toAddress(billing, "BILLING") }),
    ...(shipping === null ? {} : { shippingAddress: toAddress(shipping, "SHIPPING") }),
  };
}

type SaleStates = Pick<SaleRow, "state" | "invoice_state" | "shipment_state" | "shipments." | "invoices.">;

/** Where a sale stands, from its state and those of its shipments and invoices. */
export function toStatus(row: SaleStates): OrderStatus {
  if (row.state === "cancelled") return "CANCELLED";
  if (row.state === "draft" || row.state === "quotation") return "DRAFT";
  if (row.state === "done" && row.invoice_state === "paid") return "PAID";
  if (!isShipped(row)) return row["shipments."].some((shipment) => shipment.state === "done") ? "PARTLY_SHIPPED" : "CONFIRMED";
  if (row.invoice_state === "paid") return "PAID";
  return isInvoiced(row) ? "INVOICED" : "SHIPPED";
}

// A sale of services only is never shipped: its shipment state stays "none" and the state of the sale says when it is through.
function isShipped(row: SaleStates): boolean {
  return row.shipment_state === "sent" || row.state === "done";
}

function isInvoiced(row: SaleStates): boolean {
  const invoices = row["invoices."].filter((invoice) => invoice.state !== "cancelled");
  return invoices.length > 0 && invoices.every((invoice) => invoice.state === "posted" || invoice.state === "paid");
}

function placedAt(row: SaleRow): string {
  return row.sale_date === null ? row.create_date : `${row.sale_date}T00:00:00.000Z`;
}

function toLine(line: LineRow, currency: string): OrderLine {
  const net = money(line.amount ?? 0, currency);
  const rate = rateOf(line);
  const shipped = sumQuantities(line["moves."].filter((move) => move.state === "done").map((move) => move.quantity));
  return {
    id: String(line.id),
    ...(line["product."] === undefined ? {} : { sku: sku(line["product."]) }),
    description: line.description ?? line["product."] ?? "",
    quantity: line.quantity ?? 0,
    unitPrice: money(line.unit_price ?? 0, currency),
    ...(rate === undefined ? {} : { taxRate: rate.mul(100).toFixed(), gross: money(rate.plus(1).mul(net.amount), currency) }),
    net,
    shippedQuantity: (line.quantity ?? 0) < 0 ? -shipped : shipped,
  };
}

// A tax that is an amount a unit, or a group of taxes, has no rate that could be told.
function rateOf(line: LineRow): Decimal | undefined {
  const taxes = line["taxes."];
  if (taxes.some((tax) => tax.type !== "percentage" || tax.rate === null)) return undefined;
  return taxes.reduce((sum, tax) => sum.plus(tax.rate ?? 0), new Decimal(0));
}
