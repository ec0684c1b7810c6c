import type { CacheEntry } from "./cache-entry.js";
import type { EntryStore } from "./entry-store.js";

/** A store in this process in front of one that several nodes share; what is found behind is kept in front. */
export function createLayeredStore(front: EntryStore, behind: EntryStore): EntryStore {
  return {
    read: async (keys, isGood) => {
      const near = await front.read(keys, isGood);
      const wanted = keys.filter((_key, at) => !isGoodEntry(near[at], isGood));
      if (wanted.length === 0) return near;
      const far = await behind.read(wanted, isGood);
      const farther = new Map(wanted.map((key, at) => [key, far[at]]));
      const better = [...farther].flatMap(([key, entry]) => (entry !== undefined && isGood(entry) ? [{ key, entry }] : []));
      if (better.length > 0) await front.write(better);
      return keys.map((key, at) => (isGoodEntry(farther.get(key), isGood) ? farther.get(key) : (near[at] ?? farther.get(key))));
    },
    write: async (entries) => {
      // Nobody waits for the shared store: what it does not get is read again.
      void behind.write(entries);
      await front.write(entries);
    },
    holds: front.holds,
    close: async () => {
      await Promise.all([front.close(), behind.close()]);
    },
  };
}

function isGoodEntry(entry: CacheEntry | undefined, isGood: (entry: CacheEntry) => boolean): boolean {
  return entry !== undefined && isGood(entry);
}
