import DataLoader from "dataloader";
import { LRUCache } from "lru-cache";
import type { LoadMany } from "../batching/key-loader.js";
import { compareCursors, type Cursor } from "../events/cursor.js";
import type { Clock } from "../time/clock.js";

/** Reads a key for somebody who was told of a change: the reading began after that change was applied here. */
export type SharedRead<Key, Value> = (key: Key, since: Cursor) => Promise<Value | undefined>;

/** How readings are shared. */
export interface SharedReadsOptions<Key, Value> {
  /** Reads many keys at once. */
  readonly readMany: LoadMany<Key, Value>;
  /** Cursor of the newest event that this node has applied. */
  readonly head: () => Cursor;
  /** How long a reading serves those who come later, in milliseconds. */
  readonly keepMs: number;
  /** Most readings that are kept. */
  readonly limit: number;
  readonly clock: Clock;
}

interface Reading<Value> {
  readonly from: Cursor;
  readonly atMs: number;
  readonly value: Promise<Value | undefined>;
}

/**
 * Lets all subscribers of a node share one reading for each change: whoever asks within a tick travels in one batch, and whoever asks for a key
 * that has been read since the same change gets that reading. A failed one is not kept.
 */
export function createSharedReads<Key extends string, Value>(options: SharedReadsOptions<Key, Value>): SharedRead<Key, Value> {
  const { readMany, head, keepMs, limit, clock } = options;
  const readings = new LRUCache<Key, Reading<Value>>({ max: limit });
  const loader = new DataLoader<Key, Value | undefined>(
    async (keys) => {
      const found = await readMany(keys);
      return keys.map((key) => found.get(key));
    },
    { cache: false },
  );
  const begin = (key: Key): Reading<Value> => {
    const reading: Reading<Value> = { from: head(), atMs: clock.now(), value: loader.load(key) };
    readings.set(key, reading);
    reading.value.catch(() => readings.peek(key) === reading && readings.delete(key));
    return reading;
  };
  return (key, since) => {
    const known = readings.get(key);
    const isGood = known !== undefined && compareCursors(known.from, since) >= 0 && clock.now() - known.atMs < keepMs;
    return (isGood ? known : begin(key)).value;
  };
}
