import type { PublishedEvent } from "../events/change-event.js";
import { compareCursors, type Cursor } from "../events/cursor.js";

/** Whether a subject's whole state is told first, or again; or that it has changed. */
export type TellingKind = "SNAPSHOT" | "CHANGE";

/** What is to be told of a subject. */
export interface Outstanding {
  readonly kind: TellingKind;
  /** Of the newest change of the subject. */
  readonly cursor: Cursor;
  /** That change, unless a whole snapshot is due. */
  readonly event?: PublishedEvent | undefined;
}

/** How far a subscriber has been told. */
export interface Progress {
  /** Whoever starts again after it misses nothing. */
  readonly cursor: Cursor;
  /** The greatest place in the history that they have been told of; everything up to it, when it is `cursor`. */
  readonly place: Cursor;
}

/** What one subscriber still has to be told: of each subject only the newest. */
export interface OutstandingTellings {
  /** Notes a change of a subject; takes the place of what waited for it. `true` when something did. */
  readonly note: (subject: string, next: Outstanding) => boolean;
  /** The one that waits longest, to be told now: then `settled` or `hold` follows. `undefined` when none is to be told. */
  readonly take: () => readonly [subject: string, telling: Outstanding] | undefined;
  /** It has been told, or need not be. */
  readonly settled: (telling: Outstanding) => Progress;
  /** It could not be told yet; `release` lets it be taken again. */
  readonly hold: (subject: string, telling: Outstanding) => Progress;
  readonly release: (subject: string) => void;
}

/** Makes an empty list of somebody who has been told of everything up to a cursor. */
export function createOutstandingTellings(from: Cursor): OutstandingTellings {
  let cursor = from;
  let place = from;
  const waiting = new Map<string, Outstanding>();
  const held = new Map<string, Outstanding>();
  const isLeft = (one: Outstanding): boolean => compareCursors(one.cursor, place) <= 0;
  return {
    note: (subject, next) => {
      const before = waiting.get(subject) ?? held.get(subject);
      held.delete(subject);
      // To the end: so whoever has been told of a place has been told of everything up to it.
      waiting.delete(subject);
      waiting.set(subject, before === undefined ? next : merge(before, next));
      return before !== undefined;
    },
    take: () => {
      const [first] = waiting;
      if (first !== undefined) waiting.delete(first[0]);
      return first;
    },
    settled: (telling) => {
      if (compareCursors(telling.cursor, place) > 0) place = telling.cursor;
      if (![...waiting.values(), ...held.values()].some(isLeft)) cursor = place;
      return { cursor, place };
    },
    hold: (subject, telling) => {
      const newer = waiting.get(subject);
      if (newer === undefined) held.set(subject, telling);
      else waiting.set(subject, merge(telling, newer));
      return { cursor, place };
    },
    release: (subject) => {
      const telling = held.get(subject);
      if (telling === undefined) return;
      held.delete(subject);
      waiting.set(subject, telling);
    },
  };
}

function merge(before: Outstanding, next: Outstanding): Outstanding {
  return before.kind === "SNAPSHOT" ? { ...next, kind: "SNAPSHOT" } : next;
}
