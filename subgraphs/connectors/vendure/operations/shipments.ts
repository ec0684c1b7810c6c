import { z } from "zod";
import { operation } from "../operation.js";

const shippedOrder = z.object({
  id: z.string(),
  fulfillments: z
    .array(
      z.object({
        id: z.string(),
        state: z.string(),
        method: z.string(),
        trackingCode: z.string().nullable(),
        lines: z.array(z.object({ quantity: z.int(), orderLine: z.object({ productVariant: z.object({ sku: z.string() }) }) })),
      }),
    )
    .nullable(),
  history: z.object({ items: z.array(z.object({ createdAt: z.string(), data: z.unknown() })) }),
});

/** The parcels of an order, and when each changed its state. */
export type ShippedOrder = z.output<typeof shippedOrder>;

/** The parcels of many orders at once. */
export const SHIPMENTS = operation(
  "Shipments",
  `query Shipments($ids: [String!]!, $take: Int!) {
    orders(options: { filter: { id: { in: $ids } }, take: $take }) {
      items {
        id
        fulfillments { id state method trackingCode lines { quantity orderLine { productVariant { sku } } } }
        history(options: { filter: { type: { eq: "ORDER_FULFILLMENT_TRANSITION" } } }) { items { createdAt data } }
      }
    }
  }`,
  z.object({ orders: z.object({ items: z.array(shippedOrder) }) }),
);
