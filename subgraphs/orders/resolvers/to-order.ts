import type { OrderRecord } from "#model";
import type { OrdersContext } from "../context.js";
import { OrderStatusType } from "../schema/order-enums.js";
import type { OrderType } from "../schema/order-types.js";

/** An order record on the graph. */
export function toOrder(record: OrderRecord): OrderType {
  return {
    record,
    id: record.id,
    externalReference: record.externalReference,
    customer: record.customer && { id: record.customer },
    status: OrderStatusType[record.status],
    placedAt: record.placedAt,
    updatedAt: record.updatedAt,
    lines: record.lines.map(({ sku, ...line }) => ({ ...line, ...(sku && { product: { sku } }) })),
    net: record.net,
    tax: record.tax,
    gross: record.gross,
    billingAddress: record.billingAddress,
    shippingAddress: record.shippingAddress,
  };
}

/** Whether the viewer may see an order: their own, or any with `orders:read`. */
export function mayRead(ctx: OrdersContext, record: OrderRecord): boolean {
  return ctx.viewer.scopes.has("orders:read") || (record.customer !== undefined && record.customer === ctx.viewer.customer);
}
