import type { Clock } from "../time/clock.js";
import type { CacheInstruments } from "./cache-instruments.js";
import { isCacheEntry } from "./cache-entry.js";
import type { EntryStore } from "./entry-store.js";

/** The part of keyv that a shared store needs. */
export interface SharedKeyv {
  readonly getMany: (keys: string[]) => Promise<readonly unknown[]>;
  readonly setMany: (entries: { key: string; value: unknown; ttl?: number }[]) => Promise<readonly boolean[]>;
  readonly disconnect: () => Promise<void>;
}

/** What a shared store is made of. */
export interface SharedStoreOptions {
  readonly keyv: SharedKeyv;
  readonly clock: Clock;
  readonly instruments: CacheInstruments;
  /** How long a query waits for it. */
  readonly timeoutMs: number;
}

const troublesInARow = 3;
const restMs = 1000;
const maxWritesUnderWay = 64;

/**
 * A store that several nodes share. It can only help: a read that is late or fails counts as nothing found, and after three of them in a row
 * it is left alone for a second.
 */
export function createSharedStore({ keyv, clock, instruments, timeoutMs }: SharedStoreOptions): EntryStore {
  let troubles = 0;
  let restingUntil = 0;
  let writes = 0;
  const settle = (operation: "read" | "write", trouble: "failed" | "late" | undefined): void => {
    troubles = trouble === undefined ? 0 : troubles + 1;
    if (trouble !== undefined) instruments.sharedStore(operation, trouble);
    if (troubles >= troublesInARow) restingUntil = clock.now() + restMs;
  };
  const attempt = async <Result>(operation: "read" | "write", work: () => Promise<Result>): Promise<Result | undefined> => {
    if (clock.now() < restingUntil) return void instruments.sharedStore(operation, "skipped");
    try {
      const result = await inTime(work(), timeoutMs);
      if (result === late) return void settle(operation, "late");
      settle(operation, undefined);
      return result;
    } catch {
      return void settle(operation, "failed");
    }
  };
  return {
    read: async (keys) => {
      const found = await attempt("read", () => keyv.getMany([...keys]));
      return keys.map((_key, at) => (isCacheEntry(found?.[at]) ? found[at] : undefined));
    },
    write: async (entries) => {
      if (writes >= maxWritesUnderWay) return instruments.sharedStore("write", "skipped");
      const now = clock.now();
      const timed = entries.map(({ key, entry }) => ({ key, value: entry, ttl: Math.max(1, Math.ceil(entry.usableUntil - now)) }));
      await attempt("write", () => {
        writes += 1;
        return keyv.setMany(timed).finally(() => (writes -= 1));
      });
    },
    holds: () => false,
    close: () => keyv.disconnect(),
  };
}

const late = Symbol("late");

/** The result, or `late` when it is not there in time; the timer runs in real time, as sockets do. */
async function inTime<Result>(work: Promise<Result>, timeoutMs: number): Promise<Result | typeof late> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<typeof late>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, late);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
