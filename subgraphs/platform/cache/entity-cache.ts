import type { PublishedEvent } from "../events/change-event.js";
import type { EventBus } from "../events/event-bus.js";
import { entryKey, type CachedKind, type CachedReads, type CacheGround } from "./cached-kind.js";
import { createCachedReads } from "./cached-reads.js";
import type { EntryStore } from "./entry-store.js";
import { createLayeredStore } from "./layered-store.js";
import { entryOf } from "./read-batch.js";

/** Keeps what was read from systems, and never shows anything older than an acknowledged change. */
export interface EntityCache {
  /** Reads of one kind; made once, when a subgraph is built. */
  readonly kind: <Key extends string, Value>(kind: CachedKind<Key, Value>) => CachedReads<Key, Value>;
  readonly close: () => Promise<void>;
}

/** What an entity cache is made of. */
export interface EntityCacheOptions extends Omit<CacheGround, "store"> {
  /** The bus of the fence. */
  readonly bus: Pick<EventBus, "onApply">;
  /** In this process; closed with the cache. */
  readonly memory: EntryStore;
  /** Shared by several nodes, behind the memory; closed with the cache. What belongs to one person never gets there. */
  readonly shared?: EntryStore | undefined;
}

type Corrector = (event: PublishedEvent) => void;

/** Makes a cache that hears the bus: an event that tells a value corrects what this node keeps of it, every other one makes it fall. */
export function createEntityCache({ bus, memory, shared, ...rest }: EntityCacheOptions): EntityCache {
  const store = shared === undefined ? memory : createLayeredStore(memory, shared);
  const correctors: Corrector[] = [];
  const stopHearing = bus.onApply((event) => {
    if (event.payload !== undefined) for (const correct of correctors) correct(event);
  });
  return {
    kind: <Key extends string, Value>(kind: CachedKind<Key, Value>) => {
      const ground = { ...rest, store: kind.isPrivate === true ? memory : store };
      correctors.push(correctorOf(kind, ground));
      return createCachedReads(kind, ground);
    },
    close: async () => {
      stopHearing();
      await store.close();
    },
  };
}

// Only what is kept here is corrected: a file with 200,000 prices must not push out what is really asked for.
function correctorOf<Key extends string, Value>(kind: CachedKind<Key, Value>, ground: CacheGround): Corrector {
  return (event) => {
    if (event.type !== kind.correction?.type || event.system !== kind.system) return;
    const told = kind.correction.read(event);
    if (told === undefined) return;
    const key = entryKey(kind, "", told.key);
    if (!ground.store.holds(key)) return;
    const { cursor, version, receivedAt } = event;
    const read = { cursor, asOf: version?.at ?? receivedAt, tags: kind.tagsOf(told.key), value: told.value };
    // A write never fails; whoever reads before it is done finds what has fallen, and asks.
    void ground.store.write([{ key, entry: entryOf(read, kind, ground) }]);
    ground.instruments.corrected(kind.kind);
  };
}
