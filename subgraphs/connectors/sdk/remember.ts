import type { Clock } from "#platform";
import type { Call } from "./call.js";
import type { Remembered, RememberOptions } from "./connector.js";
import { awaitShared, sharedCall } from "./single-flight.js";

/** Whose reference data it is. */
export interface RememberDeps {
  readonly system: string;
  readonly clock: Clock;
}

interface Entry<Value> {
  readonly value: Promise<Value>;
  /** `undefined` while it loads. */
  staleAt: number | undefined;
}

const defaultMaxKeys = 1_000;

/**
 * Makes a bounded memory for reference data: one load at a time for a key, the oldest key goes first, a failed load is not remembered.
 * A key may be an object; equal JSON is the same key.
 */
export function createRemembered<Key, Value>(options: RememberOptions<Key, Value>, deps: RememberDeps): Remembered<Key, Value> {
  const { name, ttlMs, maxKeys = defaultMaxKeys, load } = options;
  const { clock } = deps;
  const entries = new Map<unknown, Entry<Value>>();
  const isFresh = ({ staleAt }: Entry<Value>): boolean => staleAt === undefined || clock.now() < staleAt;
  const startLoad = async (key: Key): Promise<Value> => load(key, sharedCall(clock));
  const start = (key: Key): Entry<Value> => {
    const entry: Entry<Value> = { value: startLoad(key), staleAt: undefined };
    const id = identity(key);
    entries.delete(id);
    entries.set(id, entry);
    trim(entries, maxKeys);
    entry.value.then(
      () => (entry.staleAt = clock.now() + ttlMs),
      () => entries.get(id) === entry && entries.delete(id),
    );
    return entry;
  };
  return {
    get: (key: Key, call: Call) => {
      const known = entries.get(identity(key));
      const { value } = known !== undefined && isFresh(known) ? known : start(key);
      return awaitShared(value, call, { ...deps, operation: `load ${name}` });
    },
    forget: (key?: Key) => {
      if (key === undefined) entries.clear();
      else entries.delete(identity(key));
    },
  };
}

function identity(key: unknown): unknown {
  return typeof key === "object" ? JSON.stringify(key) : key;
}

function trim(entries: Map<unknown, unknown>, maxKeys: number): void {
  for (const id of entries.keys()) {
    if (entries.size <= maxKeys) return;
    entries.delete(id);
  }
}
