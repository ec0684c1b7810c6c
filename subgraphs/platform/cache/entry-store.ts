import type { CacheEntry } from "./cache-entry.js";

/** An entry on its way into a store. */
export interface KeyedEntry {
  readonly key: string;
  readonly entry: CacheEntry;
}

/**
 * Where entries lie. A store may forget anything at any time and give back what is out of date: whoever reads judges by the fence. It never
 * throws: what cannot be read counts as not there.
 */
export interface EntryStore {
  /**
   * In the order of the keys; `undefined` for what is not there. What does not satisfy `isGood` is looked for further behind, and given back
   * all the same when nothing better is there.
   */
  readonly read: (keys: readonly string[], isGood: (entry: CacheEntry) => boolean) => Promise<readonly (CacheEntry | undefined)[]>;
  /** Keeps entries; resolves when they can be read here. */
  readonly write: (entries: readonly KeyedEntry[]) => Promise<void>;
  /** Whether the entry lies in this process. */
  readonly holds: (key: string) => boolean;
  readonly close: () => Promise<void>;
}
