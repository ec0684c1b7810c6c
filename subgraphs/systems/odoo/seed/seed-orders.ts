import type { Merchant, MerchantOrder } from "../../merchant/merchant.js";
import { continueAfter } from "../models/sequence.js";
import { seedTransfers } from "./seed-transfers.js";
import type { OrderContext, SeededOrder } from "./order-context.js";
import type { Planter } from "./planter.js";

/** Past orders with their deliveries, returns and invoices. */
export function seedOrders(merchant: Merchant, known: Omit<OrderContext, "sources" | "carrierOf">, planter: Planter): void {
  const { plant, env } = planter;
  const sources = new Map(merchant.channels.map(({ code }) => [code, plant("utm.source", { name: code })]));
  const carriers = new Map<string, number>();
  const carrierOf = (name: string): number => {
    const id = carriers.get(name) ?? plant("delivery.carrier", { name });
    carriers.set(name, id);
    return id;
  };
  const context = { ...known, sources, carrierOf };
  for (const order of merchant.orders) {
    const seeded = seedOrder(order, context, planter);
    if (seeded === undefined) continue;
    seedTransfers(order, { seeded, context }, planter);
    seedInvoices(order, { seeded, context }, planter);
    continueAfter(env, "sale.order", Number(order.number.replace(/\D/g, "")));
  }
}

function seedOrder(order: MerchantOrder, context: OrderContext, { plant, stamp }: Planter): SeededOrder | undefined {
  const customer = context.partners.get(order.customer);
  const place = context.warehouses.get(order.location);
  if (customer === undefined || place === undefined) return undefined;
  const state = order.status === "DRAFT" ? "draft" : order.status === "CANCELLED" ? "cancel" : "sale";
  const parties = { partner_id: customer.partner, partner_invoice_id: customer.billing, partner_shipping_id: customer.shipping };
  const values = {
    ...parties,
    name: order.number,
    state,
    date_order: stamp(order.placedAt),
    currency_id: context.currency,
    warehouse_id: place.warehouse,
  };
  const id = plant("sale.order", { ...values, source_id: context.sources.get(order.channel) ?? false }, order.placedAt);
  const lines = order.lines.map((line) => {
    const ids = context.products.get(line.sku);
    const tax = context.taxes.get(line.tax);
    const delivered = order.shipments
      .flatMap((shipment) => shipment.lines)
      .filter(({ sku }) => sku === line.sku)
      .reduce((total, { quantity }) => total + quantity, 0);
    const sold = {
      name: line.sku,
      product_id: ids?.product ?? false,
      product_uom: ids?.unit ?? false,
      product_uom_qty: line.quantity,
      qty_delivered: delivered,
    };
    return plant(
      "sale.order.line",
      { ...sold, order_id: id, price_unit: Number(line.unitPrice), tax_id: tax === undefined ? [] : [tax] },
      order.placedAt,
    );
  });
  return { id, customer, place, lines };
}

function seedInvoices(
  order: MerchantOrder,
  { seeded, context }: { seeded: SeededOrder; context: OrderContext },
  { plant, stamp }: Planter,
): void {
  for (const { number, issuedAt, dueAt, isPaid } of order.invoices) {
    const day = stamp(issuedAt).slice(0, 10);
    const head = {
      name: number,
      move_type: "out_invoice",
      state: "posted",
      payment_state: isPaid ? "paid" : "not_paid",
      invoice_origin: order.number,
    };
    const dates = { date: day, invoice_date: day, invoice_date_due: stamp(dueAt).slice(0, 10) };
    const invoice = plant(
      "account.move",
      { ...head, ...dates, partner_id: seeded.customer.billing, currency_id: context.currency },
      issuedAt,
    );
    order.lines.forEach((line, index) => {
      const tax = context.taxes.get(line.tax);
      const product = context.products.get(line.sku)?.product ?? false;
      const amounts = { quantity: line.quantity, price_unit: Number(line.unitPrice), tax_ids: tax === undefined ? [] : [tax] };
      plant(
        "account.move.line",
        { ...amounts, move_id: invoice, name: line.sku, product_id: product, sale_line_ids: [seeded.lines[index] ?? 0] },
        issuedAt,
      );
    });
  }
}
