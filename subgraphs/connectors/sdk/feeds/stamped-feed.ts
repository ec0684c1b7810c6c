import type { Clock } from "#platform";
import type { Call } from "../call.js";
import type { Change, ChangesPort, ChangeType, FeedPage } from "../changes.js";
import { digestOf, parseFeedState, printFeedState, type FeedStates, type SweepState } from "./feed-state.js";

/** A record that changed, as a feed reads it. */
export interface FeedRow {
  /** When the vendor says that it changed last; ISO 8601. */
  readonly stamp: string;
  /** The record and its state: id and values. */
  readonly mark: string;
  readonly changes: readonly Change[];
}

/** What is read of a source at once. */
export interface FeedQuestion {
  /** Records whose stamp is this time or later; ISO 8601, UTC. */
  readonly from: string;
  /** The page after the one that named it; the first when absent. */
  readonly page: string | undefined;
}

/** What a source answered. */
export interface FeedAnswer {
  readonly rows: readonly FeedRow[];
  /** Absent on the last page. */
  readonly next: string | undefined;
}

/** Records with a stamp, of one vendor's model. */
export interface FeedSource {
  /**
   * How coarse the stamps are, in milliseconds, where marks do not hold every value that matters: a record that changes twice within that
   * time looks the same, so that it is told once more when the time has passed. Absent when the mark tells all states apart.
   */
  readonly resolutionMs?: number | undefined;
  /** Stamp of the record that changed last; `undefined` when there is none. */
  readonly newest: (call: Call) => Promise<string | undefined>;
  /** One page, in any order in which no record that is there all the time is left out: pages by id are best. */
  readonly load: (question: FeedQuestion, call: Call) => Promise<FeedAnswer>;
}

/** How stamped records become a feed. */
export interface StampedFeedOptions {
  /** Of each kind the sources that tell of it, by name: the name is part of the cursor. */
  readonly kinds: Partial<Readonly<Record<ChangeType, Readonly<Record<string, FeedSource>>>>>;
  /** The longest that a record may become visible after its stamp: a stamp is given when a transaction begins, the record shows when it ends. */
  readonly overlapMs: number;
  readonly clock: Clock;
}

/**
 * A feed over records that carry the time of their last change.
 *
 * A sweep reads all that changed since the newest known stamp less the overlap and less the time that the last sweep took, so that neither a
 * late commit nor a change during a sweep is left out. What was told is known by its mark and not told again; of that much is kept, what is
 * beyond is told twice. Only the vendor's own stamps are compared with each other: a clock that is wrong here skips nothing.
 */
export function stampedFeed({ kinds, overlapMs, clock }: StampedFeedOptions): ChangesPort {
  const names: readonly ChangeType[] = allKinds.filter((kind) => kinds[kind] !== undefined);
  return {
    kinds: names,
    read: async (kind, after, call) => {
      const sources = Object.entries(kinds[kind] ?? {});
      const states = after === undefined ? undefined : parseFeedState(after);
      const reading = { clock, overlapMs, call };
      const parts = await Promise.all(sources.map(([name, source]) => advance(source, states?.[name], reading)));
      const next: FeedStates = Object.fromEntries(sources.map(([name], place) => [name, stateAt(parts, place)]));
      // A cursor that cannot be read any more says nothing of what was missed since.
      const lost: readonly Change[] = after !== undefined && states === undefined ? [{ type: kind, subject: "*" }] : [];
      const changes = distinct([...lost, ...parts.flatMap((part) => part.changes)]);
      return { changes, cursor: printFeedState(next), more: parts.some((part) => part.more) } satisfies FeedPage;
    },
  };
}

const allKinds: readonly ChangeType[] = [
  "stock.changed",
  "price.changed",
  "product.changed",
  "listing.changed",
  "customer.changed",
  "order.changed",
  "cart.changed",
];

interface Reading {
  readonly clock: Clock;
  readonly overlapMs: number;
  readonly call: Call;
}

interface Advance {
  readonly changes: readonly Change[];
  readonly state: SweepState;
  readonly more: boolean;
}

function stateAt(parts: readonly Advance[], place: number): SweepState {
  const part = parts[place];
  if (part === undefined) throw new RangeError(`A feed has no source ${place}.`);
  return part.state;
}

async function advance(source: FeedSource, state: SweepState | undefined, reading: Reading): Promise<Advance> {
  if (state === undefined) return begin(source, reading);
  const askedAt = reading.clock.now();
  const startedAt = state.page === undefined ? askedAt : state.startedAt;
  const from = new Date(state.fromMs).toISOString();
  const { rows, next } = await source.load({ from, page: state.page }, reading.call);
  const { resolutionMs } = source;
  const settledAt = reading.clock.now() + (resolutionMs ?? 0);
  const told = tell(rows, state, { askedAt, settledAt, overlapMs: reading.overlapMs, isCoarse: resolutionMs !== undefined });
  const highMs = rows.reduce((high, { stamp }) => Math.max(high, Date.parse(stamp)), state.highMs);
  const highSeenAt = highMs > state.highMs ? reading.clock.now() : state.highSeenAt;
  const swept = { ...state, ...told.memory, highMs, highSeenAt, startedAt };
  // A record that is to be told once more has to be read for as long.
  const windowMs = resolutionMs === undefined ? reading.overlapMs : 2 * reading.overlapMs + resolutionMs;
  const after = next === undefined ? endSweep(swept, windowMs, reading) : { ...swept, page: next };
  return { changes: told.rows.flatMap(({ changes }) => changes), state: bounded(after), more: next !== undefined };
}

interface Telling extends Pick<Reading, "overlapMs"> {
  readonly askedAt: number;
  /** From then on, a record that was first read now cannot get the same stamp again. */
  readonly settledAt: number;
  readonly isCoarse: boolean;
}

type Memory = Pick<SweepState, "seen" | "open">;

/**
 * The rows that are news, and the memory of them. Where a stamp is coarse, a record is told at every reading until its stamp cannot be given
 * again, and once more when nothing can become visible any more that was given it before.
 */
function tell(rows: readonly FeedRow[], { seen: known, open: unsettled }: Memory, telling: Telling) {
  const { askedAt, settledAt, overlapMs, isCoarse } = telling;
  const seen = new Map(known);
  const open = new Map(unsettled);
  const isNews = ({ mark, stamp }: FeedRow): boolean => {
    const digest = digestOf(mark, stamp);
    const again = open.get(digest);
    if (again !== undefined) {
      if (askedAt < again.at) return !again.isLast;
      if (again.isLast || askedAt >= again.at + overlapMs) open.delete(digest);
      else open.set(digest, { at: again.at + overlapMs, isLast: true });
      return true;
    }
    if (seen.has(digest)) return false;
    seen.set(digest, Date.parse(stamp));
    if (isCoarse) open.set(digest, { at: settledAt, isLast: false });
    return true;
  };
  return { rows: rows.filter(isNews), memory: { seen, open } satisfies Memory };
}

async function begin(source: FeedSource, { overlapMs, clock, call }: Reading): Promise<Advance> {
  const newest = await source.newest(call);
  const highMs = newest === undefined ? 0 : Date.parse(newest);
  const fromMs = Math.max(0, highMs - overlapMs);
  const now = clock.now();
  const memory = { seen: new Map(), open: new Map() };
  return { changes: [], state: { fromMs, highMs, highSeenAt: now, startedAt: now, page: undefined, ...memory }, more: false };
}

/**
 * What a sweep did not see may have become visible behind it: everything that can have done so is younger than its start less the overlap.
 *
 * The vendor's time at that start is at least the newest stamp. Once that is old news, it is more, by the time that has passed here since it was
 * first seen: without this, whatever came in together and was the last for a while would be read again and again. A second overlap is left for
 * a clock here that is put forward.
 */
function endSweep(state: SweepState, windowMs: number, { overlapMs, clock }: Reading): SweepState {
  const tookMs = Math.max(0, clock.now() - state.startedAt);
  const quietMs = state.startedAt - state.highSeenAt;
  const behindMs = Math.min(windowMs, windowMs + overlapMs - quietMs);
  const fromMs = Math.max(state.fromMs, state.highMs - behindMs - tookMs);
  const seen = new Map([...state.seen].filter(([, stampMs]) => stampMs >= fromMs));
  return { ...state, fromMs, seen, open: openOf(state, seen), page: undefined };
}

const maxSeen = 5_000;

function bounded(state: SweepState): SweepState {
  if (state.seen.size <= maxSeen) return state;
  const seen = new Map([...state.seen].toSorted(([, one], [, other]) => other - one).slice(0, maxSeen));
  return { ...state, seen, open: openOf(state, seen) };
}

function openOf({ open }: Memory, seen: ReadonlyMap<string, number>): Memory["open"] {
  return new Map([...open].filter(([digest]) => seen.has(digest)));
}

function distinct(changes: readonly Change[]): readonly Change[] {
  const known = new Map(changes.map((change) => [`${change.type} ${change.subject}`, change]));
  return [...known.values()];
}
