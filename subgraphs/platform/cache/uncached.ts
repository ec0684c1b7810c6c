import type { Clock } from "../time/clock.js";
import type { Observed } from "./cache-entry.js";
import type { EntityCache } from "./entity-cache.js";

/** A cache that keeps nothing: every read asks the system. */
export function createUncached(clock: Clock): EntityCache {
  return {
    kind: () => ({
      read: async ({ keys, waiting, load }) => {
        // Taken before the question: an answer may be younger than it says, never older.
        const asOf = new Date(clock.now()).toISOString();
        const found = await load(keys, waiting);
        return new Map([...found].map(([key, value]) => [key, { value, asOf, stale: false } satisfies Observed<typeof value>]));
      },
    }),
    close: () => Promise.resolve(),
  };
}
