import { z } from "zod";
import { type OrderId, type ShipmentRecord, sku } from "#model";
import type { ShippedOrder } from "../operations/shipments.js";
import { present } from "./present.js";

const transition = z.object({ fulfillmentId: z.coerce.string(), to: z.string() });

const STATUSES: Readonly<Record<string, ShipmentRecord["status"]>> = {
  Created: "PLANNED",
  Pending: "READY",
  Shipped: "DONE",
  Delivered: "DONE",
  Cancelled: "CANCELLED",
};

/** The parcels of an order: Vendure's fulfilments, numbered by their ids. */
export function toShipments(vendor: ShippedOrder, order: OrderId): ShipmentRecord[] {
  return (vendor.fulfillments ?? []).map((parcel) => ({
    number: parcel.id,
    order,
    direction: "OUTBOUND",
    status: STATUSES[parcel.state] ?? "PLANNED",
    ...present({ carrier: parcel.method, trackingNumber: parcel.trackingCode, doneAt: leftAt(vendor, parcel.id) }),
    lines: parcel.lines.map(({ quantity, orderLine }) => ({ sku: sku(orderLine.productVariant.sku), quantity })),
  }));
}

function leftAt({ history }: ShippedOrder, fulfillmentId: string): string | undefined {
  return history.items.find(({ data }) => {
    const change = transition.safeParse(data);
    return change.success && change.data.fulfillmentId === fulfillmentId && change.data.to === "Shipped";
  })?.createdAt;
}
