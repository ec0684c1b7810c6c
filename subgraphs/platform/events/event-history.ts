import type { PublishedEvent } from "./change-event.js";
import { compareCursors, type Cursor } from "./cursor.js";

/** How much history is kept. */
export interface HistoryBounds {
  /** Most events. */
  readonly historyLimit: number;
  /** Most bytes of them, estimated. */
  readonly historyBytes: number;
}

/** The newest events of a node, within bounds; each has a place, counted up from 0 and never used again. */
export interface EventHistory {
  /** Adds the newest event and gives its place. */
  readonly append: (event: PublishedEvent) => number;
  /** `undefined` when it is gone, or not there yet. */
  readonly at: (place: number) => PublishedEvent | undefined;
  /** Place of the first event later than the cursor, whether it is there yet or not. */
  readonly placeAfter: (cursor: Cursor) => number;
  /** Place that the next event gets. */
  readonly end: () => number;
  /** Events after this cursor are still there. */
  readonly oldest: () => Cursor;
  /** Forgets all; the history begins after this cursor. */
  readonly startAnew: (beginning: Cursor) => void;
  readonly size: () => { readonly events: number; readonly bytes: number };
}

interface Kept {
  readonly event: PublishedEvent;
  readonly bytes: number;
}

// What an event takes beside its payload, roughly.
const envelopeBytes = 300;

/** Makes an empty history that begins after a cursor. */
export function createEventHistory({ historyLimit, historyBytes }: HistoryBounds, beginning: Cursor): EventHistory {
  const slots: (Kept | undefined)[] = [];
  let first = 0;
  let end = 0;
  let bytes = 0;
  let oldest = beginning;
  const keptAt = (place: number): Kept | undefined => (place < first || place >= end ? undefined : slots[place % historyLimit]);
  const dropFirst = (): void => {
    const kept = keptAt(first);
    slots[first % historyLimit] = undefined;
    first += 1;
    if (kept === undefined) return;
    bytes -= kept.bytes;
    oldest = kept.event.cursor;
  };
  return {
    append: (event) => {
      if (end - first === historyLimit) dropFirst();
      const kept = { event, bytes: bytesOf(event) };
      slots[end % historyLimit] = kept;
      end += 1;
      bytes += kept.bytes;
      while (bytes > historyBytes && end - first > 1) dropFirst();
      return end - 1;
    },
    at: (place) => keptAt(place)?.event,
    placeAfter: (cursor) => {
      let low = first;
      let high = end;
      while (low < high) {
        const middle = Math.floor((low + high) / 2);
        const kept = keptAt(middle);
        if (kept !== undefined && compareCursors(kept.event.cursor, cursor) > 0) high = middle;
        else low = middle + 1;
      }
      return low;
    },
    end: () => end,
    oldest: () => oldest,
    startAnew: (cursor) => {
      slots.length = 0;
      first = end;
      bytes = 0;
      oldest = cursor;
    },
    size: () => ({ events: end - first, bytes }),
  };
}

function bytesOf(event: PublishedEvent): number {
  return envelopeBytes + (event.payload === undefined ? 0 : JSON.stringify(event.payload).length * 2);
}
