import { isDeepStrictEqual } from "node:util";
import type { PriceSchedule, Sku, StockRecord } from "#model";
import { sku } from "#model";
import {
  createSharedReads,
  stateStream,
  type Clock,
  type Cursor,
  type EventBus,
  type EventStream,
  type StateStreamOptions,
  type Telemetry,
  type ToldState,
  type Viewer,
  type Observed,
} from "#platform";
import type { Call } from "#sdk";
import type { ErpReads } from "../reads.js";
import type { StockType } from "../schema/stock-types.js";
import { checkLocations, toStock, type Locations } from "../to-stock.js";
import { createSharedSchedules } from "./shared-schedules.js";
import { stockOfEvent } from "./stock-of-event.js";

/** What a subscriber asks for. */
export interface AskedChanges {
  readonly skus: readonly Sku[];
  /** What they were told of already. */
  readonly after?: Cursor | undefined;
}

/** Changes of stock and prices, for subscribers. */
export interface LiveErp {
  /** Most SKUs of one subscription. */
  readonly maxSkus: number;
  /** Stock over the given locations, or all. Throws `InvalidInput` when a location is none. */
  readonly stock: (asked: AskedChanges, locations: readonly string[] | undefined) => Promise<EventStream<ToldState<StockType>>>;
  /** Prices as this viewer sees them. */
  readonly prices: (asked: AskedChanges, viewer: Viewer) => EventStream<ToldState<Observed<PriceSchedule>>>;
}

/** What subscribers are told from. */
export interface LiveErpOptions {
  /** Name of the connected system. */
  readonly source: string;
  readonly reads: ErpReads;
  readonly bus: EventBus;
  readonly maxSkus: number;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

// What subscribers are told is read for nobody's request: it gets a deadline of its own.
const readMs = 10_000;
// How long one reading serves all who are told of the same change.
const keepMs = 1000;
const locationsKeepMs = 60_000;
const limit = 10_000;

/** Makes what subscribers are told from: one reading for each change, whoever is told of it. */
export function createLiveErp({ source, reads, bus, maxSkus, clock, telemetry }: LiveErpOptions): LiveErp {
  const call = (): Call => ({ deadline: clock.now() + readMs });
  const sharing = { head: bus.head, clock, keepMs, limit };
  const stockOf = createSharedReads<Sku, Observed<StockRecord>>({ ...sharing, readMany: (skus) => reads.stock(skus, call()) });
  const readLocations = async () => new Map([["all", await reads.locations(call())]]);
  const sharedLocations = createSharedReads<string, Locations>({ ...sharing, keepMs: locationsKeepMs, readMany: readLocations });
  const locations = async (): Promise<Locations> => (await sharedLocations("all", bus.oldest())) ?? new Map();
  const schedules = createSharedSchedules({ reads, call, ...sharing });
  const counter = telemetry.meter.createCounter("passerelle_changes_coalesced_total", {
    description: "Changes that a newer one of the same subject replaced before a subscriber was told.",
  });
  const common = (type: string, { skus, after }: AskedChanges): Omit<StateStreamOptions<never>, "read" | "isSame"> => ({
    bus,
    clock,
    system: source,
    type,
    subjects: skus,
    after,
    coalesced: () => counter.add(1, { type }),
  });
  return {
    maxSkus,
    stock: async (asked, wanted) => {
      checkLocations(wanted, await locations());
      const shown = async (observed: Observed<StockRecord> | undefined): Promise<StockType | undefined> =>
        observed && toStock(observed, source, { wanted, locations: await locations() });
      return stateStream<StockType>({
        ...common("stock.changed", asked),
        read: async (subject, since) => shown(await stockOf(sku(subject), since)),
        stateOf: (event) => shown(stockOfEvent(event)),
        isSame: isSameStock,
        essence: (state) => (state === undefined ? null : essenceOf(state)),
      });
    },
    prices: (asked, viewer) =>
      stateStream<Observed<PriceSchedule>>({
        ...common("price.changed", asked),
        read: schedules(viewer),
        isSame: (one, other) => isDeepStrictEqual(one?.value, other?.value),
        essence: (state) => state?.value ?? null,
      }),
  };
}

function essenceOf({ stale, levels, incoming }: StockType): unknown {
  return [stale, levels, incoming];
}

function isSameStock(one: StockType | undefined, other: StockType | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return isDeepStrictEqual(essenceOf(one), essenceOf(other));
}
