import { LRUCache } from "lru-cache";
import type { Clock } from "../time/clock.js";

/** Remembers vendors' notices by their own ids, so that one that is delivered twice is taken once. */
export interface SeenNotices {
  /** `true` for the first who asks, on whichever node; `false` when the notice is known. Throws when it cannot be told. */
  readonly claim: (system: string, id: string) => Promise<boolean>;
  /** Gives a claim back when the notice could not be kept, so that the next delivery is taken. */
  readonly release: (system: string, id: string) => Promise<void>;
}

/** Bounds of what is remembered. */
export interface SeenNoticesOptions {
  /** How long, in milliseconds: longer than the vendor goes on delivering. */
  readonly rememberMs: number;
  /** Most notices. */
  readonly limit: number;
  readonly clock: Clock;
}

/** Remembers in this process: for one node, until it ends. */
export function createLocalNotices({ rememberMs, limit, clock }: SeenNoticesOptions): SeenNotices {
  const seenAt = new LRUCache<string, number>({ max: limit });
  const keyOf = (system: string, id: string): string => JSON.stringify([system, id]);
  return {
    claim: async (system, id) => {
      const key = keyOf(system, id);
      const at = seenAt.get(key);
      if (at !== undefined && clock.now() - at < rememberMs) return false;
      seenAt.set(key, clock.now());
      return true;
    },
    release: async (system, id) => {
      seenAt.delete(keyOf(system, id));
    },
  };
}
