import fc, { type Scheduler } from "fast-check";
import { describe, expect, it } from "vitest";
import { customerId, priceListId, sku, type PriceList, type PriceSchedule, type PriceViewer, type Sku } from "#model";
import {
  createCacheInstruments,
  createChangeFence,
  createEntityCache,
  createLocalBus,
  createMemoryStore,
  globalTelemetry,
  systemClock,
  type EntityCache,
} from "#platform";
import type { PricesPort, StockPort } from "#sdk";
import { createErpReads } from "./reads.js";

const customers = ["ann", "bob"] as const;
const groups = ["trade", "club"] as const;
const skus = ["A", "B"].map(sku);
const lists = ["own-ann", "own-bob", "trade", "club", "public"];

type Ask = { readonly viewer: PriceViewer; readonly skus: readonly Sku[] };

const viewer = fc.record(
  { customer: fc.constantFrom(...customers.map(customerId)), groups: fc.subarray([...groups]) },
  { requiredKeys: ["groups"] },
);
const asks = fc.array(fc.record({ viewer, skus: fc.subarray(skus, { minLength: 1 }) }), { minLength: 2, maxLength: 12 });

/** The list that a viewer sees, as the merchant means it. */
function listOf({ customer, groups: [group] }: PriceViewer): string {
  return customer === undefined ? (group ?? "public") : `own-${customer}`;
}

/** A system of prices whose answers take as long as the scheduler likes; the amount tells list and product. */
function pricesOf(scheduler: Scheduler): PricesPort {
  return {
    listFor: (asking) => scheduler.schedule(Promise.resolve(asList(listOf(asking))), "list"),
    schedules: (wanted, list) => scheduler.schedule(Promise.resolve(new Map(wanted.map((one) => [one, scheduleOf(one, list)]))), "prices"),
  };
}

function asList(name: string): PriceList {
  return { id: priceListId(name), name, currency: "EUR" };
}

function scheduleOf(one: Sku, list: PriceList): PriceSchedule {
  return { sku: one, priceList: list, breaks: [{ minimumQuantity: 0, net: { amount: amountOf(one, list.name), currency: "EUR" } }] };
}

function amountOf(one: Sku, list: string): string {
  return `${lists.indexOf(list) + 1}.${skus.indexOf(one)}0`;
}

const noStock: StockPort = {
  locations: () => Promise.resolve([]),
  stockOf: () => Promise.resolve(new Map()),
  scan: async function* () {},
};

function openCache(): EntityCache {
  const telemetry = globalTelemetry();
  const bus = createLocalBus({ clock: systemClock, telemetry });
  const instruments = createCacheInstruments(telemetry.meter);
  return createEntityCache({
    bus,
    fence: createChangeFence({ bus }),
    memory: createMemoryStore({ maxEntries: 1000, maxBytes: 1_000_000 }, instruments),
    clock: systemClock,
    instruments,
    limits: { staleWhileErrorMs: 60_000, staleAfterMs: 1000, unknownMs: 1000 },
  });
}

/** Whoever asks in whatever order, everybody is shown the prices of their own list. */
function ownPrices(changed: (cache: EntityCache) => EntityCache = (cache) => cache) {
  return fc.asyncProperty(fc.scheduler(), asks, async (scheduler, asked) => {
    const minute = (): number => 60_000;
    const reads = createErpReads({
      source: "erp",
      stock: noStock,
      prices: pricesOf(scheduler),
      cache: changed(openCache()),
      lifetimes: { stockMs: minute, pricesMs: minute, priceListsMs: minute, referenceMs: minute },
    });
    const show = async ({ viewer: asking, skus: wanted }: Ask): Promise<readonly (string | undefined)[]> => {
      await scheduler.schedule(Promise.resolve(), "ask");
      const shown = await reads.schedules(wanted, await reads.listFor(asking, {}), {});
      return wanted.map((one) => amountShown(shown.get(one)));
    };
    const all = Promise.all(asked.map(show));
    await scheduler.waitIdle();
    expect(await all).toEqual(asked.map(({ viewer: asking, skus: wanted }) => wanted.map((one) => amountOf(one, listOf(asking)))));
  });
}

function amountShown(outcome: Error | { readonly value: PriceSchedule } | undefined): string | undefined {
  return outcome === undefined || outcome instanceof Error ? undefined : outcome.value.breaks[0]?.net.amount;
}

describe("prices that are kept", () => {
  it("reach nobody who has another list, whoever asks for what at the same time", async () => {
    await fc.assert(ownPrices(), { numRuns: 100 });
  }, 60_000);

  it("would, if the list were no part of their key", async () => {
    const careless = (cache: EntityCache): EntityCache => ({
      ...cache,
      kind: (kind) => {
        const reads = cache.kind(kind);
        return kind.kind === "price" ? { read: (question) => reads.read({ ...question, context: "" }) } : reads;
      },
    });
    expect((await fc.check(ownPrices(careless), { numRuns: 300 })).failed).toBe(true);
  }, 60_000);

  it("would, if a viewer's list were kept for everybody of their groups", async () => {
    const careless = (cache: EntityCache): EntityCache => ({
      ...cache,
      kind: (kind) => {
        const reads = cache.kind(kind);
        return kind.kind === "price-list" ? { read: (question) => reads.read({ ...question, context: "" }) } : reads;
      },
    });
    expect((await fc.check(ownPrices(careless), { numRuns: 300 })).failed).toBe(true);
  }, 60_000);
});
