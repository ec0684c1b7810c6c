import type { Observed } from "./cache-entry.js";
import type { CachedQuestion, CachedReads } from "./cached-kind.js";

/** What is asked for. */
export interface SingleQuestion<Key extends string, Value> extends Omit<CachedQuestion<Key, Value>, "keys"> {
  readonly key: Key;
}

/** Reads one key; `undefined` when the system does not know it. Throws what the reading failed with. */
export async function readOne<Key extends string, Value>(
  reads: CachedReads<Key, Value>,
  { key, ...question }: SingleQuestion<Key, Value>,
): Promise<Value | undefined> {
  const outcome = (await reads.read({ ...question, keys: [key] })).get(key);
  if (outcome instanceof Error) throw outcome;
  return outcome?.value;
}

/** The bare values of a reading, for those who show no freshness. */
export function valuesOf<Key, Value>(outcomes: ReadonlyMap<Key, Observed<Value> | Error>): ReadonlyMap<Key, Value | Error> {
  return new Map([...outcomes].map(([key, outcome]) => [key, outcome instanceof Error ? outcome : outcome.value]));
}
