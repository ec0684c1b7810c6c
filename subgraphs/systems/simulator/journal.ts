import type { Store } from "./store.js";

/** A write as it reached the simulator. */
export interface JournalWrite {
  readonly method: string;
  readonly path: string;
  /** The vendor's name for it, for example `sale.order.create`. */
  readonly operation: string;
  readonly body: unknown;
}

/** An accepted write with its place in the order of acceptance. */
export interface JournalEntry extends JournalWrite {
  /** Counts from 1 without gaps and goes on after a restart. */
  readonly seq: number;
  /** ISO 8601 time of acceptance. */
  readonly at: string;
  /** What the caller was, or would have been, told. */
  readonly result?: unknown;
}

/** Which entries to list. */
export interface JournalFilter {
  /** Only entries with a higher `seq`. */
  readonly after?: number | undefined;
  readonly operation?: string | undefined;
}

/** Every write that a simulator accepted, in order. */
export interface Journal {
  /** Runs `change` and records the write with its result in one transaction; nothing is kept when `change` throws. */
  readonly accept: <T>(write: JournalWrite, change: () => T) => T;
  /** Appends one entry; call it inside `store.transaction` together with the change that it tells of. */
  readonly record: (write: JournalWrite & { readonly result?: unknown }) => JournalEntry;
  readonly list: (filter?: JournalFilter) => JournalEntry[];
}

/** A journal kept in the same store as the documents, so that both land together. */
export function createJournal(store: Store, now: () => Date): Journal {
  const entries = store.collection<JournalEntry>("_journal");
  const record: Journal["record"] = (write) => {
    const seq = entries.size + 1;
    return entries.put(seq, { seq, at: now().toISOString(), ...write });
  };
  return {
    record,
    accept: (write, change) =>
      store.transaction(() => {
        const result = change();
        record({ ...write, result });
        return result;
      }),
    list: ({ after = 0, operation } = {}) =>
      entries.filter((entry) => entry.seq > after && (operation === undefined || entry.operation === operation)),
  };
}
