import {
  customerId,
  type LocationId,
  type PriceList,
  type PriceSchedule,
  type PriceViewer,
  type Sku,
  type StockLocation,
  type StockRecord,
} from "#model";
import type { Clock, Viewer } from "#platform";
import type { Call, PricesPort, StockPort } from "#sdk";
import type { Observed } from "./observed.js";

/** How the ERP is read, for queries and subscriptions alike. */
export interface ErpReads {
  readonly stock: (skus: readonly Sku[], call: Call) => Promise<ReadonlyMap<Sku, Observed<StockRecord>>>;
  readonly schedules: (skus: readonly Sku[], list: PriceList, call: Call) => Promise<ReadonlyMap<Sku, Observed<PriceSchedule>>>;
  readonly listFor: (viewer: PriceViewer, call: Call) => Promise<PriceList>;
  readonly locations: (call: Call) => Promise<ReadonlyMap<LocationId, StockLocation>>;
}

/** What is read. */
export interface ErpReadsOptions {
  readonly stock: StockPort;
  readonly prices: PricesPort;
  readonly clock: Clock;
}

/** Reads from the ports. */
export function createErpReads({ stock, prices, clock }: ErpReadsOptions): ErpReads {
  return {
    stock: (skus, call) => observe(clock, () => stock.stockOf(skus, call)),
    schedules: (skus, list, call) => observe(clock, () => prices.schedules(skus, list, call)),
    listFor: (viewer, call) => prices.listFor(viewer, call),
    locations: async (call) => new Map((await stock.locations(call)).map((one) => [one.id, one])),
  };
}

/** Whose prices a viewer sees. */
export function priceViewerOf(viewer: Viewer): PriceViewer {
  return { groups: viewer.groups, ...(viewer.customer !== undefined && { customer: customerId(viewer.customer) }) };
}

// The stamp is taken before the question: an answer may be younger than it says, never older.
async function observe<Key, Value>(clock: Clock, read: () => Promise<ReadonlyMap<Key, Value>>): Promise<ReadonlyMap<Key, Observed<Value>>> {
  const asOf = new Date(clock.now()).toISOString();
  return new Map([...(await read())].map(([key, value]) => [key, { value, asOf }]));
}
