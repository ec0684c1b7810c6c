import { PasserelleError } from "../errors/define-error.js";
import type { Cursor } from "../events/cursor.js";
import type { CacheEntry, Observed } from "./cache-entry.js";
import type { CacheOutcome } from "./cache-instruments.js";
import type { CachedKind, CachedQuestion, CacheGround } from "./cached-kind.js";
import type { KeyedEntry } from "./entry-store.js";
import type { Waiting } from "./flights.js";

/** One key that is asked for. */
export interface Asked<Key> {
  readonly key: Key;
  /** The key under which its value is kept. */
  readonly id: string;
  readonly tags: readonly string[];
}

/** What became of one key that the system knows, or that could not be read. */
export type Outcome<Value> = Observed<Value> | Error;

/** Keys that are read together. */
export interface Batch<Key extends string, Value> {
  readonly asked: readonly Asked<Key>[];
  readonly question: CachedQuestion<Key, Value>;
  readonly waiting: Waiting;
}

/** Reads from the store what still stands, and the rest from the system in one call. Never rejects; an unknown key is absent. */
export async function readBatch<Key extends string, Value>(
  batch: Batch<Key, Value>,
  kind: CachedKind<Key, Value>,
  ground: CacheGround,
): Promise<ReadonlyMap<Key, Outcome<Value>>> {
  const { store, fence, instruments } = ground;
  const judge = judgeOf(kind, ground);
  const held = await store.read(
    batch.asked.map(({ id }) => id),
    (entry) => judge(entry) === "hit",
  );
  const isCurrent = fence.isCurrent();
  const tally = new Map<CacheOutcome, number>();
  const outcomes = new Map<Key, Outcome<Value>>();
  const missing: Missing<Key>[] = [];
  batch.asked.forEach((one, at) => {
    const entry = held[at];
    const verdict = isCurrent ? judge(entry) : "bypassed";
    tally.set(verdict, (tally.get(verdict) ?? 0) + 1);
    if (verdict !== "hit") missing.push({ ...one, lastKnown: canStandIn(entry, ground) ? entry : undefined });
    else if (isKnown<Value>(entry)) outcomes.set(one.key, observed(entry, false));
  });
  for (const [verdict, count] of tally) instruments.read(kind.kind, verdict, count);
  if (missing.length > 0) for (const [key, outcome] of await askSystem(missing, batch, { kind, ground })) outcomes.set(key, outcome);
  return outcomes;
}

interface Missing<Key> extends Asked<Key> {
  /** What may be shown when the system cannot be asked. */
  readonly lastKnown: CacheEntry | undefined;
}

function judgeOf<Key extends string, Value>(kind: CachedKind<Key, Value>, { fence, clock }: CacheGround) {
  const now = clock.now();
  const lifetimeMs = kind.lifetimeMs();
  return (entry: CacheEntry | undefined): CacheOutcome => {
    if (entry === undefined) return "miss";
    if (!fence.stands(entry.cursor, entry.tags)) return "invalid";
    return now < Math.min(entry.storedAt + lifetimeMs, entry.freshUntil ?? Infinity) ? "hit" : "expired";
  };
}

// What an event has overtaken is known to be wrong: it is not shown, not even as stale.
function canStandIn(entry: CacheEntry | undefined, { fence, clock }: CacheGround): boolean {
  return entry !== undefined && clock.now() < entry.usableUntil && fence.stands(entry.cursor, entry.tags);
}

async function askSystem<Key extends string, Value>(
  missing: readonly Missing<Key>[],
  { question, waiting }: Batch<Key, Value>,
  parts: { readonly kind: CachedKind<Key, Value>; readonly ground: CacheGround },
): Promise<ReadonlyMap<Key, Outcome<Value>>> {
  const { kind, ground } = parts;
  // Both are taken before the question: what comes may be younger than they say, never older.
  const cursor = ground.fence.now();
  const asOf = new Date(ground.clock.now()).toISOString();
  try {
    const keys = missing.map(({ key }) => key);
    const found = await question.load(keys, { ...waiting, deadline: deadlineFor(missing, waiting, ground) });
    await keep(missing, parts, { cursor, asOf, found });
    return new Map([...found].map(([key, value]) => [key, { value, asOf, stale: false }]));
  } catch (error) {
    const standIns = missing.filter(({ lastKnown }) => error instanceof PasserelleError && canStandIn(lastKnown, ground));
    if (standIns.length > 0) ground.instruments.stoodIn(kind.kind, standIns.length);
    const shown = new Set(standIns);
    return new Map(missing.flatMap((one) => (shown.has(one) ? lastKnownOf<Key, Value>(one) : [[one.key, asError(error)] as const])));
  }
}

function lastKnownOf<Key, Value>({ key, lastKnown }: Missing<Key>): readonly (readonly [Key, Outcome<Value>])[] {
  return isKnown<Value>(lastKnown) ? [[key, observed(lastKnown, true)]] : [];
}

// With a last known value at hand for every key there is no need to wait long; with one for some, time must be left to answer.
function deadlineFor(missing: readonly Missing<unknown>[], { deadline }: Waiting, { clock, limits }: CacheGround): number | undefined {
  const known = missing.filter(({ lastKnown }) => lastKnown !== undefined).length;
  if (known === 0) return deadline;
  const now = clock.now();
  const enough = known === missing.length ? now + limits.staleAfterMs : Infinity;
  const latest = deadline === undefined ? Infinity : now + (deadline - now) * 0.8;
  return Math.min(enough, latest);
}

interface Answer<Key, Value> {
  readonly cursor: Cursor;
  readonly asOf: string;
  readonly found: ReadonlyMap<Key, Value>;
}

async function keep<Key extends string, Value>(
  missing: readonly Missing<Key>[],
  { kind, ground }: { readonly kind: CachedKind<Key, Value>; readonly ground: CacheGround },
  { found, ...read }: Answer<Key, Value>,
): Promise<void> {
  const { fence, store, instruments } = ground;
  const standing = missing.filter(({ tags }) => fence.stands(read.cursor, tags));
  if (standing.length < missing.length) instruments.overtaken(kind.kind, missing.length - standing.length);
  const entries = standing.map(({ key, id, tags }): KeyedEntry => ({
    key: id,
    entry: entryOf({ ...read, tags, value: found.get(key) }, kind, ground),
  }));
  if (entries.length > 0) await store.write(entries);
}

/** The entry of a value, with its times. */
export function entryOf<Key extends string, Value>(
  read: Pick<CacheEntry, "cursor" | "asOf" | "tags"> & { readonly value: Value | undefined },
  kind: Pick<CachedKind<Key, Value>, "endOf">,
  { clock, limits }: Pick<CacheGround, "clock" | "limits">,
): CacheEntry {
  const storedAt = clock.now();
  const freshUntil = read.value === undefined ? storedAt + limits.unknownMs : kind.endOf?.(read.value);
  return { ...read, storedAt, freshUntil, usableUntil: Math.min(storedAt + limits.staleWhileErrorMs, freshUntil ?? Infinity) };
}

function isKnown<Value>(entry: CacheEntry | undefined): entry is CacheEntry & { readonly value: Value } {
  return entry?.value !== undefined;
}

function observed<Value>({ value, asOf }: { readonly value: Value; readonly asOf: string }, stale: boolean): Observed<Value> {
  return { value, asOf, stale };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error("what was thrown is no error", { cause: error });
}
