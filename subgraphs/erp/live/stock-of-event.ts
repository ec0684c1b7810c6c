import { z } from "zod";
import { locationId, sku, type StockRecord } from "#model";
import type { PublishedEvent, Observed } from "#platform";

const location = z.string().transform(locationId);

const stockShape = z.object({
  sku: z.string().transform(sku),
  levels: z.array(z.object({ location, onHand: z.number(), reserved: z.number() })),
  incoming: z.array(z.object({ location, quantity: z.number(), expectedAt: z.string(), reference: z.string().exactOptional() })),
  version: z.string(),
});

/** The stock that an event tells; `undefined` when it tells none, or not of its own subject. */
export function stockOfEvent({ payload, subject, version, receivedAt }: PublishedEvent): Observed<StockRecord> | undefined {
  const { data } = stockShape.safeParse(payload);
  return data?.sku === subject ? { value: data, asOf: version?.at ?? receivedAt, stale: false } : undefined;
}
