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
import { changeTags, readOne, type EntityCache, type Observed, type Viewer } from "#platform";
import type { Call, PricesPort, StockPort } from "#sdk";
import { stockOfEvent } from "./live/stock-of-event.js";

/** How the ERP is read, for queries and subscriptions alike. A key that could not be read stands with its error. */
export interface ErpReads {
  readonly stock: (skus: readonly Sku[], call: Call) => Promise<ReadonlyMap<Sku, Observed<StockRecord> | Error>>;
  readonly schedules: (skus: readonly Sku[], list: PriceList, call: Call) => Promise<ReadonlyMap<Sku, Observed<PriceSchedule> | Error>>;
  readonly listFor: (viewer: PriceViewer, call: Call) => Promise<PriceList>;
  readonly locations: (call: Call) => Promise<ReadonlyMap<LocationId, StockLocation>>;
}

/** How long what is read of the ERP holds when no event says otherwise, in milliseconds. */
export interface ErpLifetimes {
  readonly stockMs: () => number;
  readonly pricesMs: () => number;
  /** Which list is a viewer's. */
  readonly priceListsMs: () => number;
  /** Locations, of which no ERP tells changes. */
  readonly referenceMs: () => number;
}

/** What is read, and where it is kept. */
export interface ErpReadsOptions {
  /** Name of the connected system. */
  readonly source: string;
  readonly stock: StockPort;
  readonly prices: PricesPort;
  readonly cache: EntityCache;
  readonly lifetimes: ErpLifetimes;
}

/**
 * Reads from the ports, through the cache. A price is kept with the list that it stands on, and which list is a viewer's is kept for that
 * viewer alone: nothing priced for one can reach another who has another list.
 */
export function createErpReads({ source: system, stock, prices, cache, lifetimes }: ErpReadsOptions): ErpReads {
  const stocks = cache.kind<Sku, StockRecord>({
    kind: "stock",
    system,
    lifetimeMs: lifetimes.stockMs,
    tagsOf: (subject) => changeTags({ type: "stock.changed", system, subject }),
    correction: {
      type: "stock.changed",
      read: (event) => {
        const value = stockOfEvent(event)?.value;
        return value && { key: value.sku, value };
      },
    },
  });
  const schedules = cache.kind<Sku, PriceSchedule>({
    kind: "price",
    system,
    lifetimeMs: lifetimes.pricesMs,
    tagsOf: (subject) => changeTags({ type: "price.changed", system, subject }),
    endOf: firstEnd,
  });
  const listFor = createListReads({ system, prices, cache, lifetimeMs: lifetimes.priceListsMs });
  const places = cache.kind<"all", readonly StockLocation[]>({
    kind: "locations",
    system,
    lifetimeMs: lifetimes.referenceMs,
    tagsOf: () => [],
  });
  return {
    stock: (keys, waiting) => stocks.read({ keys, waiting, load: stock.stockOf }),
    schedules: (keys, list, waiting) =>
      schedules.read({ keys, context: list.id, waiting, load: (skus, call) => prices.schedules(skus, list, call) }),
    listFor,
    locations: async (waiting) => {
      const load = async (_all: readonly "all"[], call: Call) => new Map([["all" as const, await stock.locations(call)]]);
      return new Map(((await readOne(places, { key: "all", waiting, load })) ?? []).map((one) => [one.id, one]));
    },
  };
}

interface ListReadsOptions extends Pick<ErpReadsOptions, "prices" | "cache"> {
  readonly system: string;
  readonly lifetimeMs: () => number;
}

// Customers change in the CRM as well as in the ERP: whoever tells it, the list is asked for again.
function createListReads({ system, prices, cache, lifetimeMs }: ListReadsOptions): ErpReads["listFor"] {
  const lists = cache.kind<string, PriceList>({
    kind: "price-list",
    system,
    isPrivate: true,
    lifetimeMs,
    tagsOf: (customer) => [
      ...(customer === nobody ? [] : changeTags({ type: "customer.changed", subject: customer })),
      ...changeTags({ type: "price.changed", system, subject: "*" }),
    ],
  });
  return async (viewer, waiting) => {
    const { customer = nobody, groups } = viewer;
    const load = async (_one: readonly string[], call: Call) => new Map([[customer, await prices.listFor(viewer, call)]]);
    const list = await readOne(lists, { key: customer, context: JSON.stringify(groups), waiting, load });
    return list ?? prices.listFor(viewer, waiting);
  };
}

const nobody = "";

/** Whose prices a viewer sees. */
export function priceViewerOf(viewer: Viewer): PriceViewer {
  return { groups: viewer.groups, ...(viewer.customer !== undefined && { customer: customerId(viewer.customer) }) };
}

/** When the first of the prices ends, in milliseconds since the epoch. */
function firstEnd({ breaks }: PriceSchedule): number | undefined {
  const ends = breaks.flatMap(({ validUntil }) => (validUntil === undefined ? [] : [Date.parse(validUntil)]));
  return ends.length === 0 ? undefined : Math.min(...ends);
}
