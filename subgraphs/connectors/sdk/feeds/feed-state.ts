import { createHash } from "node:crypto";
import { z } from "zod";
import type { FeedCursor } from "../changes.js";

/** Where the reading of one source stands. */
export interface SweepState {
  /** Stamps from here on are read; milliseconds of the vendor's clock. */
  readonly fromMs: number;
  /** The newest stamp that was read. */
  readonly highMs: number;
  /** When that was first read; milliseconds of our clock. */
  readonly highSeenAt: number;
  /** When the sweep under way, or the last one, began; milliseconds of our clock. */
  readonly startedAt: number;
  /** The page that comes next; `undefined` between sweeps. */
  readonly page: string | undefined;
  /** Digests of what was told already, with their stamps. */
  readonly seen: ReadonlyMap<string, number>;
  /** Of these digests, those that are told again, because the same stamp may stand for another state yet. */
  readonly open: ReadonlyMap<string, Again>;
}

/** When a record is told again: at every reading before that time of our clock and at the first one after it, or at that one only. */
export interface Again {
  readonly at: number;
  readonly isLast: boolean;
}

/** Of each source of a kind, by its name. */
export type FeedStates = Readonly<Record<string, SweepState>>;

const wordsShape = z.object({
  from: z.number(),
  high: z.number(),
  highSeen: z.number(),
  started: z.number(),
  page: z.string().optional(),
  /** By stamp, so that what came at once stands together. */
  seen: z.record(z.string(), z.array(z.string())),
  /** The time; negative when it is the last one. */
  open: z.record(z.string(), z.number()),
});

const cursorShape = z.record(z.string(), wordsShape);

/** A cursor that a poller keeps as it is. */
export function printFeedState(states: FeedStates): FeedCursor {
  const words = Object.entries(states).map(([name, state]): [string, object] => [name, toWords(state)]);
  return JSON.stringify(Object.fromEntries(words));
}

/** What a cursor says; `undefined` when it is none of ours. */
export function parseFeedState(cursor: FeedCursor): FeedStates | undefined {
  try {
    const words = cursorShape.parse(JSON.parse(cursor));
    return Object.fromEntries(Object.entries(words).map(([name, one]) => [name, fromWords(one)]));
  } catch {
    return undefined;
  }
}

/** Stands for a record's state: 64 bits, so that two states are never taken for one. */
export function digestOf(mark: string, stamp: string): string {
  return createHash("sha256").update(`${stamp} ${mark}`).digest("base64url").slice(0, 11);
}

function toWords({ fromMs, highMs, highSeenAt, startedAt, page, seen, open }: SweepState): z.output<typeof wordsShape> {
  const grouped = Map.groupBy(seen, ([, stampMs]) => String(stampMs));
  const digests = [...grouped].map(([stamp, entries]): [string, string[]] => [stamp, entries.map(([digest]) => digest)]);
  const words = {
    from: fromMs,
    high: highMs,
    highSeen: highSeenAt,
    started: startedAt,
    seen: Object.fromEntries(digests),
    open: Object.fromEntries([...open].map(([digest, { at, isLast }]) => [digest, isLast ? -at : at])),
  };
  return page === undefined ? words : { ...words, page };
}

function fromWords({ from, high, highSeen, started, page, seen, open }: z.output<typeof wordsShape>): SweepState {
  const digests = Object.entries(seen).flatMap(([stamp, entries]) => entries.map((digest): [string, number] => [digest, Number(stamp)]));
  const again = Object.entries(open).map(([digest, at]): [string, Again] => [digest, { at: Math.abs(at), isLast: at < 0 }]);
  return {
    fromMs: from,
    highMs: high,
    highSeenAt: highSeen,
    startedAt: started,
    page,
    seen: new Map(digests),
    open: new Map(again),
  };
}
