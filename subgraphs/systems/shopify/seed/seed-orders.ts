import type { MerchantOrder } from "../../merchant/merchant.js";
import type { LineRecord, OrderRecord } from "../records.js";
import { firstId, type Seeding } from "./seeding.js";

/** The most lines or shipments that an order is given; it spaces out their numbers. */
const partsEach = 100;

/** Past orders under the merchant's own order numbers; drafts are Shopify's draft orders. */
export function seedOrders(seeding: Seeding): void {
  const { merchant, data } = seeding;
  const lookups = lookupsOf(seeding);
  merchant.orders.forEach((order, index) => {
    const isDraft = order.status === "DRAFT";
    const id = (isDraft ? firstId.draftOrder : firstId.order) + index;
    (isDraft ? data.draftOrders : data.orders).put(id, orderOf(order, { id, index, currency: merchant.currency, lookups }));
  });
}

interface Lookups {
  readonly customers: ReadonlyMap<string, number>;
  readonly variants: ReadonlyMap<string, { readonly id: number; readonly title: string }>;
  readonly publications: ReadonlyMap<string, number>;
  readonly taxRates: ReadonlyMap<string, string>;
}

function lookupsOf({ merchant, data }: Seeding): Lookups {
  return {
    customers: new Map(data.customers.all().map(({ number, id }) => [number, id])),
    variants: new Map(
      data.variants.all().map(({ sku, id, productId }) => [sku, { id, title: data.products.get(productId)?.title ?? sku }]),
    ),
    publications: new Map(data.publications.all().map(({ handle, id }) => [handle, id])),
    taxRates: new Map(merchant.taxes.map(({ code, rate }) => [code, rate])),
  };
}

interface OrderContext {
  readonly id: number;
  readonly index: number;
  readonly currency: string;
  readonly lookups: Lookups;
}

function orderOf(order: MerchantOrder, { id, index, currency, lookups }: OrderContext): OrderRecord {
  const lines = order.lines
    .slice(0, partsEach)
    .map((line, part) => lineOf(order, line, { id: firstId.line + index * partsEach + part, lookups }));
  const shipped = lines.reduce((sum, { shippedQuantity }) => sum + shippedQuantity, 0);
  const isWhole = lines.every(({ quantity, shippedQuantity }) => shippedQuantity >= quantity);
  return {
    id,
    name: order.number,
    customerId: lookups.customers.get(order.customer) ?? null,
    publicationId: lookups.publications.get(order.channel) ?? null,
    currency,
    lines,
    financialStatus: order.status === "PAID" ? "PAID" : order.status === "CANCELLED" ? "VOIDED" : "PENDING",
    fulfillmentStatus: shipped === 0 ? "UNFULFILLED" : isWhole ? "FULFILLED" : "PARTIALLY_FULFILLED",
    hasReturns: order.returns.length > 0,
    fulfillments: order.shipments.slice(0, partsEach).map((shipment, part) => ({
      id: firstId.fulfillment + index * partsEach + part,
      name: `${order.number}-F${part + 1}`,
      company: shipment.carrier,
      tracking: shipment.tracking,
      totalQuantity: shipment.lines.reduce((sum, { quantity }) => sum + Math.ceil(quantity), 0),
      createdAt: shipment.shippedAt,
    })),
    shippingAddress: null,
    billingAddress: null,
    cancelledAt: order.status === "CANCELLED" ? order.placedAt : null,
    createdAt: order.placedAt,
    updatedAt: order.shipments.at(-1)?.shippedAt ?? order.placedAt,
  };
}

function lineOf(order: MerchantOrder, line: MerchantOrder["lines"][number], { id, lookups }: { id: number; lookups: Lookups }): LineRecord {
  const variant = lookups.variants.get(line.sku);
  const shipped = order.shipments.flatMap(({ lines }) => lines).filter(({ sku }) => sku === line.sku);
  // Shopify counts in whole pieces: what is sold by length or weight is rounded up.
  const quantity = Math.ceil(line.quantity);
  return {
    id,
    variantId: variant?.id ?? null,
    sku: line.sku,
    title: variant?.title ?? line.sku,
    quantity,
    shippedQuantity: Math.min(quantity, Math.ceil(shipped.reduce((sum, one) => sum + one.quantity, 0))),
    unitPrice: line.unitPrice,
    taxRate: lookups.taxRates.get(line.tax) ?? "0",
  };
}
