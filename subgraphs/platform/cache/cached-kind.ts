import type { PublishedEvent } from "../events/change-event.js";
import type { Clock } from "../time/clock.js";
import type { Observed } from "./cache-entry.js";
import type { CacheInstruments } from "./cache-instruments.js";
import type { ChangeFence } from "./change-fence.js";
import type { EntryStore } from "./entry-store.js";
import type { Waiting } from "./flights.js";

/** A kind of thing that is kept. */
export interface CachedKind<Key extends string, Value> {
  /** Few and stable: it is part of every key and a label of the metrics, for example `stock`. */
  readonly kind: string;
  /** Name of the system in the settings. */
  readonly system: string;
  /** How long a value holds when no event says otherwise, as things are now, in milliseconds; 0 asks the system each time. */
  readonly lifetimeMs: () => number;
  /** What the value of a key depends on, see `changeTags`. */
  readonly tagsOf: (key: Key) => readonly string[];
  /** Milliseconds since the epoch after which this very value does not hold. */
  readonly endOf?: ((value: Value) => number | undefined) | undefined;
  /** True for what belongs to one person: it never leaves this process. */
  readonly isPrivate?: boolean | undefined;
  /** Reads the key and the value out of an event, when it tells all of it. */
  readonly correction?: CorrectionOf<Key, Value> | undefined;
}

/** How events correct what is kept. */
export interface CorrectionOf<Key extends string, Value> {
  /** `stock.changed`, … */
  readonly type: string;
  /** `undefined` when the event does not tell all of it; what is kept then falls. */
  readonly read: (event: PublishedEvent) => { readonly key: Key; readonly value: Value } | undefined;
}

/** What is asked for. */
export interface CachedQuestion<Key extends string, Value> {
  readonly keys: readonly Key[];
  /** What the value depends on beside its key and kind, for example the price list: readings with another one share nothing. */
  readonly context?: string | undefined;
  readonly waiting: Waiting;
  /** Asks the system, for all missing keys at once; what it does not know is absent from the map. */
  readonly load: (keys: readonly Key[], waiting: Waiting) => Promise<ReadonlyMap<Key, Value>>;
}

/** Reads of one kind through the cache. */
export interface CachedReads<Key extends string, Value> {
  /**
   * What is known of each key; a key that the system does not know is absent, one that could not be read stands with its error. Never older
   * than an event that was acknowledged before the read began.
   */
  readonly read: (question: CachedQuestion<Key, Value>) => Promise<ReadonlyMap<Key, Observed<Value> | Error>>;
}

/** What cached reads stand on. */
export interface CacheGround {
  readonly fence: ChangeFence;
  readonly store: EntryStore;
  readonly clock: Clock;
  readonly instruments: CacheInstruments;
  readonly limits: CacheLimits;
}

/** Limits that hold for every kind; milliseconds. */
export interface CacheLimits {
  /** How long after it was read a value may stand in for a system that cannot be asked. */
  readonly staleWhileErrorMs: number;
  /** How long a system is waited for when a last known value could be shown instead. */
  readonly staleAfterMs: number;
  /** How long it is believed that a system does not know a key. */
  readonly unknownMs: number;
}

/** The key under which a value is kept. */
export function entryKey({ kind, system }: { readonly kind: string; readonly system: string }, context: string, key: string): string {
  return JSON.stringify([kind, system, context, key]);
}
