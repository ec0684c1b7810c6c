import { z } from "zod";
import { channelId, customerId, money, orderId, sku, type OrderLine, type OrderRecord, type OrderStatus } from "#model";
import type { Domain, Specification } from "../client.js";
import { linked, odooMoment, odooText } from "../wire.js";
import { addressFields, addressShape, toAddress } from "./addresses.js";
import { taxRateOf } from "./prices.js";

/** What is read of an order. */
export const orderFields: Specification = {
  name: {},
  client_order_ref: {},
  state: {},
  delivery_status: {},
  invoice_status: {},
  date_order: {},
  write_date: {},
  amount_untaxed: {},
  amount_tax: {},
  amount_total: {},
  currency_id: { fields: { name: {} } },
  source_id: { fields: { name: {} } },
  partner_id: { fields: { ref: {}, commercial_partner_id: { fields: { ref: {} } } } },
  partner_invoice_id: { fields: addressFields },
  partner_shipping_id: { fields: addressFields },
  invoice_ids: { fields: { state: {}, payment_state: {} } },
  order_line: {
    fields: {
      display_type: {},
      name: {},
      product_id: { fields: { default_code: {} } },
      product_uom_qty: {},
      qty_delivered: {},
      price_unit: {},
      price_subtotal: {},
      price_total: {},
      tax_id: { fields: { amount: {}, amount_type: {}, price_include: {} } },
    },
  },
};

const lineShape = z.object({
  id: z.number(),
  display_type: odooText,
  name: z.string(),
  product_id: linked(z.object({ default_code: odooText })),
  product_uom_qty: z.number(),
  qty_delivered: z.number(),
  price_unit: z.number(),
  price_subtotal: z.number(),
  price_total: z.number(),
  tax_id: z.array(z.object({ amount: z.number(), amount_type: z.string(), price_include: z.boolean() })),
});

/** An order as it is read. */
export const orderShape = z.object({
  id: z.number(),
  name: z.string(),
  client_order_ref: odooText,
  state: z.string(),
  delivery_status: odooText,
  invoice_status: odooText,
  date_order: odooMoment,
  write_date: odooMoment,
  amount_untaxed: z.number(),
  amount_tax: z.number(),
  amount_total: z.number(),
  currency_id: linked(z.object({ name: z.string() })),
  source_id: linked(z.object({ name: odooText })),
  partner_id: linked(z.object({ ref: odooText, commercial_partner_id: linked(z.object({ ref: odooText })) })),
  partner_invoice_id: linked(addressShape),
  partner_shipping_id: linked(addressShape),
  invoice_ids: z.array(z.object({ state: z.string(), payment_state: odooText })),
  order_line: z.array(lineShape),
});

/** A `sale.order`. */
export type OdooOrder = z.output<typeof orderShape>;

const settled = ["paid", "in_payment", "reversed"];

/** An order in the merchant's words. */
export function toOrder(order: OdooOrder): OrderRecord {
  const currency = order.currency_id?.name ?? "XXX";
  const customer = order.partner_id?.ref ?? order.partner_id?.commercial_partner_id?.ref;
  const billing = toAddress("BILLING", order.partner_invoice_id);
  const shipping = toAddress("SHIPPING", order.partner_shipping_id);
  return {
    id: orderId(order.name),
    vendorId: String(order.id),
    ...(order.client_order_ref !== undefined && { externalReference: order.client_order_ref }),
    ...(customer !== undefined && { customer: customerId(customer) }),
    ...(order.source_id?.name !== undefined && { channel: channelId(order.source_id.name) }),
    status: toStatus(order),
    // Odoo requires the date; an order without one would be as old as time.
    placedAt: order.date_order ?? new Date(0).toISOString(),
    ...(order.write_date !== undefined && { updatedAt: order.write_date }),
    lines: order.order_line.filter(({ display_type }) => display_type === undefined).map((line) => toLine(line, currency)),
    net: money(order.amount_untaxed, currency),
    tax: money(order.amount_tax, currency),
    gross: money(order.amount_total, currency),
    ...(billing !== undefined && { billingAddress: billing }),
    ...(shipping !== undefined && { shippingAddress: shipping }),
  };
}

function toLine(line: OdooOrder["order_line"][number], currency: string): OrderLine {
  const code = line.product_id?.default_code;
  const taxRate = taxRateOf(line.tax_id);
  return {
    id: String(line.id),
    ...(code !== undefined && { sku: sku(code) }),
    description: line.name,
    quantity: line.product_uom_qty,
    unitPrice: money(line.price_unit, currency),
    ...(taxRate !== undefined && { taxRate }),
    net: money(line.price_subtotal, currency),
    gross: money(line.price_total, currency),
    shippedQuantity: line.qty_delivered,
  };
}

/** Where an order stands: what is invoiced and paid counts before what is delivered. */
export function toStatus(order: Pick<OdooOrder, "state" | "delivery_status" | "invoice_status" | "invoice_ids">): OrderStatus {
  if (order.state === "cancel") return "CANCELLED";
  if (order.state !== "sale" && order.state !== "done") return "DRAFT";
  const standing = order.invoice_ids.filter(({ state }) => state !== "cancel");
  if (order.invoice_status === "invoiced" && standing.length > 0) {
    return standing.every(({ payment_state }) => settled.includes(payment_state ?? "")) ? "PAID" : "INVOICED";
  }
  if (order.delivery_status === "full") return "SHIPPED";
  return order.delivery_status === "partial" || order.delivery_status === "started" ? "PARTLY_SHIPPED" : "CONFIRMED";
}

const domains: Readonly<Record<OrderStatus, Domain>> = {
  DRAFT: [["state", "in", ["draft", "sent"]]],
  CANCELLED: [["state", "=", "cancel"]],
  CONFIRMED: ["&", ["state", "=", "sale"], ["delivery_status", "not in", ["partial", "started", "full"]]],
  PARTLY_SHIPPED: ["&", ["state", "=", "sale"], ["delivery_status", "in", ["partial", "started"]]],
  SHIPPED: ["&", ["state", "=", "sale"], ["delivery_status", "=", "full"]],
  INVOICED: ["&", ["state", "=", "sale"], ["invoice_status", "=", "invoiced"]],
  PAID: ["&", ["state", "=", "sale"], ["invoice_status", "=", "invoiced"]],
};

/** Orders that may have one of these statuses; what it lets through too much, `toStatus` tells. */
export function statusDomain(statuses: readonly OrderStatus[]): Domain {
  const [first, ...others] = statuses.map((status) => domains[status]);
  if (first === undefined) return [];
  return [...others.map(() => "|"), ...first, ...others.flat()];
}
