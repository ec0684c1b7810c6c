import { LRUCache } from "lru-cache";
import type { ChangeEvent, ChangeVersion } from "./change-event.js";
import { ANY } from "./everything-changed.js";

/**
 * What an event is worth beside those seen before: `newest`, its value may correct what is kept; `older` than one that was seen; `duplicate`, the
 * same notice again; `unsure` when nobody can tell, or the system gives no version. Only the newest's value may be believed.
 */
export type Standing = "newest" | "older" | "duplicate" | "unsure";

/** Knows the newest version seen of each subject, so that an older value never wins. */
export interface VersionRegister {
  /** Judges the next event, and remembers it. The same events in the same order are judged the same on every node. */
  readonly judge: (event: ChangeEvent) => Standing;
  /** Changes may have been missed: forgets all, and vouches for none up to this time. */
  readonly startAnew: (vouchedAfterMs: number) => void;
  /** How many subjects it knows. */
  readonly size: () => number;
}

/** Bounds of a register. */
export interface VersionRegisterOptions {
  /** Most subjects; the one not changed for longest goes first. */
  readonly subjectLimit: number;
  /** Of changes up to this time, milliseconds since the epoch, nothing was seen: only later ones can be vouched for. */
  readonly vouchedAfterMs: number;
}

interface Mark {
  readonly atMs: number;
  readonly sequence: number | undefined;
}

interface Seen extends Mark {
  readonly vendorEventId: string | undefined;
  /** Whether nothing newer can have been seen and forgotten. */
  readonly isVouched: boolean;
}

/** Makes a register. What it forgets raises its floor: of a subject that it does not know, only changes later than the floor are the newest for sure. */
export function createVersionRegister({ subjectLimit, vouchedAfterMs }: VersionRegisterOptions): VersionRegister {
  let floorMs = vouchedAfterMs;
  const seen = new LRUCache<string, Seen>({
    max: subjectLimit,
    dispose: (gone, _key, reason) => {
      if (reason === "evict") floorMs = Math.max(floorMs, gone.atMs);
    },
  });
  const judgeMark = (mark: Mark, last: Seen | undefined, event: ChangeEvent): Standing => {
    const order = last === undefined ? 1 : compareMarks(mark, last);
    if (order < 0) return "older";
    if (order === 0) return isSameNotice(event, last) ? "duplicate" : "unsure";
    return last?.isVouched === true || mark.atMs > floorMs ? "newest" : "unsure";
  };
  return {
    judge: (event) => {
      const mark = markOf(event.version);
      if (mark === undefined || event.subject === ANY) return "unsure";
      const key = JSON.stringify([event.system, event.type, event.subject]);
      const last = seen.get(key);
      const standing = judgeMark(mark, last, event);
      const isLater = last === undefined || compareMarks(mark, last) > 0;
      if (isLater) seen.set(key, { ...mark, vendorEventId: event.vendorEventId, isVouched: standing === "newest" });
      return standing;
    },
    startAnew: (afterMs) => {
      seen.clear();
      floorMs = Math.max(floorMs, afterMs);
    },
    size: () => seen.size,
  };
}

function markOf(version: ChangeVersion | undefined): Mark | undefined {
  if (version === undefined) return undefined;
  const atMs = Date.parse(version.at);
  return Number.isNaN(atMs) ? undefined : { atMs, sequence: version.sequence };
}

function compareMarks(one: Mark, other: Mark): number {
  if (one.atMs !== other.atMs) return one.atMs - other.atMs;
  if (one.sequence === undefined || other.sequence === undefined) return 0;
  return one.sequence - other.sequence;
}

function isSameNotice(event: ChangeEvent, last: Seen | undefined): boolean {
  return event.vendorEventId !== undefined && event.vendorEventId === last?.vendorEventId;
}
