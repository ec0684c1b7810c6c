/** How keys are read in batches. */
export interface Batching<Key, Value> {
  readonly keys: Iterable<Key>;
  /** Most keys that the vendor takes at once. */
  readonly size: number;
  readonly load: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>;
  /** Batches under way at once; 4 when absent. */
  readonly parallel?: number;
}

const defaultParallel = 4;

/** Cuts a list into parts of at most `size`, in order; an empty list has no part. */
export function chunk<Item>(list: readonly Item[], size: number): readonly (readonly Item[])[] {
  if (!Number.isInteger(size) || size < 1) throw new RangeError(`A part holds at least one item, not ${size}.`);
  const parts = Array.from({ length: Math.ceil(list.length / size) }, (_, index) => index * size);
  return parts.map((start) => list.slice(start, start + size));
}

/** Reads distinct keys in batches, a few at once, and merges what comes back. The first failure fails it all; no keys, no call. */
export async function batched<Key, Value>(batching: Batching<Key, Value>): Promise<Map<Key, Value>> {
  const { keys, size, load, parallel = defaultParallel } = batching;
  const merged = new Map<Key, Value>();
  const parts = chunk([...new Set(keys)], size).values();
  const work = async (): Promise<void> => {
    for (const part of parts) for (const [key, value] of await load(part)) merged.set(key, value);
  };
  await Promise.all(Array.from({ length: parallel }, work));
  return merged;
}
