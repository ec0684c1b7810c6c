import { parseCursor, type Cursor } from "../events/cursor.js";

/** Something that was read from a system, as it is kept. */
export interface CacheEntry {
  /** `undefined` when the system does not know it. */
  readonly value?: unknown;
  /** Where the history stood before the reading began, or the event that told the value. */
  readonly cursor: Cursor;
  /** What it depends on, see `changeTags`. */
  readonly tags: readonly string[];
  /** ISO 8601: when it was true. */
  readonly asOf: string;
  /** Milliseconds since the epoch. */
  readonly storedAt: number;
  /** Milliseconds since the epoch after which it does not hold, whatever its kind's lifetime: a price that ends. */
  readonly freshUntil?: number | undefined;
  /** Milliseconds since the epoch until which it may stand in for a system that cannot be asked. */
  readonly usableUntil: number;
}

/** What a resolver gets: the value, when it was true, and whether it only stands in for a system that could not be asked. */
export interface Observed<Value> {
  readonly value: Value;
  /** ISO 8601. */
  readonly asOf: string;
  readonly stale: boolean;
}

/** Whether something that comes back from a store is an entry; the value itself is of its key's kind and version. */
export function isCacheEntry(found: unknown): found is CacheEntry {
  if (typeof found !== "object" || found === null) return false;
  const { cursor, tags, asOf, storedAt, usableUntil }: { readonly [Key in keyof CacheEntry]?: unknown } = found;
  const isTimed = typeof asOf === "string" && typeof storedAt === "number" && typeof usableUntil === "number";
  return isTimed && typeof cursor === "string" && parseCursor(cursor) !== undefined && Array.isArray(tags);
}
