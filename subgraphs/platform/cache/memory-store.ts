import Keyv from "keyv";
import { LRUCache } from "lru-cache";
import type { CacheInstruments } from "./cache-instruments.js";
import { isCacheEntry, type CacheEntry } from "./cache-entry.js";
import type { EntryStore } from "./entry-store.js";

/** How much is kept in this process. */
export interface MemoryBounds {
  readonly maxEntries: number;
  /** Counted as the length of an entry's JSON. */
  readonly maxBytes: number;
}

/** A store in this process, bounded in entries and bytes; what was not read for longest goes first. */
export function createMemoryStore({ maxEntries, maxBytes }: MemoryBounds, instruments: CacheInstruments): EntryStore {
  const lru = new LRUCache<string, Stored>({
    max: maxEntries,
    maxSize: maxBytes,
    sizeCalculation: (stored, key) => key.length + JSON.stringify(stored).length,
    dispose: (_stored, _key, reason) => {
      if (reason === "evict") instruments.evicted();
    },
  });
  const keyv = new Keyv({ store: asKeyvStore(lru), useKeyPrefix: false });
  // Entries stay as they are: they are never changed, and nobody else holds them.
  keyv.serialize = undefined;
  const stopMeasuring = instruments.measure({ entries: () => lru.size, bytes: () => lru.calculatedSize });
  return {
    read: async (keys) => (await keyv.getMany<unknown>([...keys])).map((found) => (isCacheEntry(found) ? found : undefined)),
    write: async (entries) => {
      await keyv.setMany(entries.map(({ key, entry }) => ({ key, value: entry })));
    },
    holds: (key) => lru.has(key),
    close: async () => {
      stopMeasuring();
      lru.clear();
    },
  };
}

/** What keyv hands to its store. */
interface Stored {
  readonly value: CacheEntry;
}

function asKeyvStore(lru: LRUCache<string, Stored>): object {
  return {
    opts: {},
    get: (key: string) => lru.get(key),
    getMany: (keys: readonly string[]) => keys.map((key) => lru.get(key)),
    set: (key: string, stored: Stored) => void lru.set(key, stored),
    setMany: (entries: readonly { readonly key: string; readonly value: Stored }[]) => {
      for (const { key, value } of entries) lru.set(key, value);
    },
    delete: (key: string) => lru.delete(key),
    clear: () => lru.clear(),
    on: () => undefined,
  };
}
