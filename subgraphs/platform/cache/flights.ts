import type { Cursor } from "../events/cursor.js";

/** How long something is waited for, and by whom; what the SDK calls a call. */
export interface Waiting {
  /** Aborts when nobody waits any more. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds since the epoch. */
  readonly deadline?: number | undefined;
}

/** A reading under way that others may join. */
export interface Flight<Key, Outcome> {
  /** Where the history stood before it began. */
  readonly cursor: Cursor;
  /** The starter's; a joiner with more time may have to ask again. */
  readonly deadline: number | undefined;
  /** A key that is missing is unknown to the system. Never rejects. */
  readonly outcomes: Promise<ReadonlyMap<Key, Outcome>>;
  /** Keeps it flying until this one leaves too. */
  readonly join: (signal: AbortSignal | undefined) => void;
}

/** The readings under way of one kind. */
export interface Flights<Key, Outcome> {
  /** By the key under which the value is kept. */
  readonly get: (id: string) => Flight<Key, Outcome> | undefined;
  /** Starts a reading that others find at once. It is called off when all who wait for it have left. */
  readonly start: (asked: readonly { readonly id: string }[], start: FlightStart<Key, Outcome>) => Flight<Key, Outcome>;
}

/** How a reading starts. */
export interface FlightStart<Key, Outcome> {
  readonly cursor: Cursor;
  readonly waiting: Waiting;
  /** Must not reject. */
  readonly fly: (waiting: Waiting) => Promise<ReadonlyMap<Key, Outcome>>;
}

/** Makes an empty set of readings under way; it holds no more than the requests under way ask for. */
export function createFlights<Key, Outcome>(): Flights<Key, Outcome> {
  const underWay = new Map<string, Flight<Key, Outcome>>();
  return {
    get: (id) => underWay.get(id),
    start: (asked, { cursor, waiting, fly }) => {
      const company = createCompany(waiting.signal);
      const outcomes = fly({ deadline: waiting.deadline, signal: company.signal }).finally(() => {
        company.part();
        for (const { id } of asked) if (underWay.get(id) === flight) underWay.delete(id);
      });
      const flight: Flight<Key, Outcome> = { cursor, deadline: waiting.deadline, outcomes, join: company.join };
      for (const { id } of asked) underWay.set(id, flight);
      return flight;
    },
  };
}

interface Company {
  /** Aborts when the last one has left. */
  readonly signal: AbortSignal;
  readonly join: (signal: AbortSignal | undefined) => void;
  /** Forgets everybody. */
  readonly part: () => void;
}

function createCompany(first: AbortSignal | undefined): Company {
  const everybodyLeft = new AbortController();
  const parted = new AbortController();
  let present = 0;
  const join = (signal: AbortSignal | undefined): void => {
    present += 1;
    const leave = (): void => {
      present -= 1;
      if (present === 0) everybodyLeft.abort(signal?.reason);
    };
    if (signal?.aborted === true) leave();
    else signal?.addEventListener("abort", leave, { once: true, signal: parted.signal });
  };
  join(first);
  return { signal: everybodyLeft.signal, join, part: () => parted.abort() };
}
