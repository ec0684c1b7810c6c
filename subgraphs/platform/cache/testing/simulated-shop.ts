import type { Scheduler } from "fast-check";
import { PasserelleError } from "../../errors/define-error.js";
import { globalTelemetry } from "../../telemetry/telemetry.js";
import type { CacheEntry } from "../cache-entry.js";
import { createCacheInstruments } from "../cache-instruments.js";
import type { CachedReads } from "../cached-kind.js";
import { changeTags, createChangeFence, type ChangeFence } from "../change-fence.js";
import { createEntityCache, type EntityCacheOptions } from "../entity-cache.js";
import type { EntryStore } from "../entry-store.js";
import { createMemoryStore } from "../memory-store.js";
import { createBusCluster, type ClusterNode } from "./bus-cluster.js";

/** Something that happens in a simulated shop. */
export type Happening =
  | { readonly what: "read"; readonly node: number; readonly skus: readonly string[] }
  /** The system changes a product and sends a notice, with or without the new value. */
  | { readonly what: "change"; readonly sku: string; readonly tellsValue: boolean }
  /** A notice that was sent before is delivered again. */
  | { readonly what: "repeat"; readonly notice: number }
  /** The system cannot be asked, or can be again. */
  | { readonly what: "fail"; readonly failing: boolean }
  | { readonly what: "wait"; readonly ms: number }
  /** A node stops hearing of changes, or hears again. */
  | { readonly what: "connect"; readonly node: number; readonly connected: boolean };

/** What a shop is simulated with. */
export interface SimulatedShopOptions {
  readonly nodes: number;
  readonly scheduler: Scheduler;
  /** Puts something else in the place of a node's fence. */
  readonly fenceOf?: (fence: ChangeFence) => ChangeFence;
}

/** A read that was answered, as current, with a value older than one that was acknowledged before it began. */
export interface StaleRead {
  readonly sku: string;
  readonly read: number;
  readonly acknowledged: number;
}

/** Nodes that read one system through their caches, with a store behind that all share; every step waits for the scheduler. */
export interface SimulatedShop {
  readonly let: (happening: Happening) => Promise<void>;
  readonly staleReads: readonly StaleRead[];
  /** How many values were read, and how many of them the system was asked for. */
  readonly counts: { reads: number; asked: number };
}

interface Notice {
  readonly sku: string;
  readonly version: number;
  readonly tellsValue: boolean;
}

/** Starts a shop in which nothing has changed yet. */
export function simulateShop({ nodes, scheduler, fenceOf = (fence) => fence }: SimulatedShopOptions): SimulatedShop {
  const pause = (label: string): Promise<void> => scheduler.schedule(Promise.resolve(), label);
  const cluster = createBusCluster(nodes, () => pause("event"));
  const shared = createScheduledStore(pause);
  let now = 0;
  const clock = { now: () => now, wait: () => Promise.resolve() };
  const caches = cluster.nodes.map((bus) => openCache({ bus, fence: fenceOf(createChangeFence({ bus })), shared, clock }));
  const truth = new Map<string, number>();
  const acknowledged = new Map<string, number>();
  const newest = new Map<string, number>();
  const notices: Notice[] = [];
  const staleReads: StaleRead[] = [];
  const counts = { reads: 0, asked: 0 };
  let failing = false;

  const ask = async (skus: readonly string[]): Promise<ReadonlyMap<string, number>> => {
    counts.asked += skus.length;
    await pause("question");
    const answer = new Map(skus.map((sku) => [sku, truth.get(sku) ?? 0]));
    await pause("answer");
    if (failing) throw new PasserelleError({ code: "SYSTEM_DOWN", status: 503, retry: "later", message: () => "Try again later." }, {});
    return answer;
  };
  const deliver = async ({ sku, version, tellsValue }: Notice): Promise<void> => {
    await pause("notice");
    // As a bus does it: only the newest version comes with its value.
    const isNewest = version > (newest.get(sku) ?? 0);
    newest.set(sku, Math.max(version, newest.get(sku) ?? 0));
    const payload = tellsValue && isNewest ? { sku, version } : undefined;
    await cluster.publish([{ ...told, subject: sku, payload }]);
    acknowledged.set(sku, Math.max(version, acknowledged.get(sku) ?? 0));
  };
  const read = async (node: number, skus: readonly string[]): Promise<void> => {
    const atLeast = new Map(acknowledged);
    const found = await caches[node % nodes]?.read({ keys: skus, waiting: {}, load: ask });
    for (const sku of skus) {
      counts.reads += 1;
      const outcome = found?.get(sku);
      if (outcome instanceof Error || outcome?.stale === true) continue;
      const expected = atLeast.get(sku) ?? 0;
      const version = outcome?.value ?? -1;
      if (version < expected) staleReads.push({ sku, read: version, acknowledged: expected });
    }
  };

  return {
    staleReads,
    counts,
    let: async (happening) => {
      await pause(happening.what);
      if (happening.what === "read") return read(happening.node, happening.skus);
      if (happening.what === "connect") return cluster.nodes[happening.node % nodes]?.connect(happening.connected);
      if (happening.what === "wait") return void (now += happening.ms);
      if (happening.what === "fail") return void (failing = happening.failing);
      if (happening.what === "repeat") {
        const notice = notices[happening.notice];
        return notice && deliver(notice);
      }
      const { sku, tellsValue } = happening;
      const version = (truth.get(sku) ?? 0) + 1;
      truth.set(sku, version);
      const notice = { sku, version, tellsValue };
      notices.push(notice);
      return deliver(notice);
    },
  };
}

const told = { type: "stock.changed", system: "erp", origin: "webhook", receivedAt: "2026-01-01T00:00:00.000Z" } as const;

type CacheParts = Pick<EntityCacheOptions, "fence" | "shared" | "clock"> & { readonly bus: ClusterNode };

function openCache(parts: CacheParts): CachedReads<string, number> {
  const instruments = createCacheInstruments(globalTelemetry().meter);
  const cache = createEntityCache({
    ...parts,
    memory: createMemoryStore({ maxEntries: 100, maxBytes: 1_000_000 }, instruments),
    instruments,
    limits: { staleWhileErrorMs: 1000, staleAfterMs: 1000, unknownMs: 1000 },
  });
  return cache.kind<string, number>({
    kind: "stock",
    system: "erp",
    lifetimeMs: () => 1000,
    tagsOf: (sku) => changeTags({ type: "stock.changed", system: "erp", subject: sku }),
    correction: {
      type: "stock.changed",
      read: ({ payload }) => (isTold(payload) ? { key: payload.sku, value: payload.version } : undefined),
    },
  });
}

function isTold(payload: unknown): payload is { readonly sku: string; readonly version: number } {
  return typeof payload === "object" && payload !== null && "version" in payload;
}

// Reads and writes take any time and overtake each other, as over a network.
function createScheduledStore(pause: (label: string) => Promise<void>): EntryStore {
  const entries = new Map<string, CacheEntry>();
  return {
    read: async (keys) => {
      await pause("shared read");
      const found = keys.map((key) => entries.get(key));
      await pause("shared answer");
      return found;
    },
    write: async (written) => {
      await pause("shared write");
      for (const { key, entry } of written) entries.set(key, entry);
    },
    holds: () => false,
    close: () => Promise.resolve(),
  };
}
