import type { ChangeType } from "../changes.js";

/** A fault that the suite asks for; a simulator's own fault board takes it as it is. */
export interface SuiteFault {
  readonly match: Record<never, never>;
  readonly fault: "status" | "hang" | "reset" | "garbage";
  /** Absent until cleared. */
  readonly times?: number;
  readonly status?: number;
  /** Seconds, sent as `Retry-After`. */
  readonly retryAfter?: number;
}

/** Makes the system fail on demand. */
export interface FaultDriver {
  readonly add: (faults: readonly SuiteFault[]) => unknown;
  readonly clear: () => unknown;
}

/** Counts what reaches the system. */
export interface CallCounter {
  readonly read: () => { readonly total: number } | Promise<{ readonly total: number }>;
  readonly reset: () => unknown;
}

/** What the system is known to hold. Each list that a declared port needs must name at least one. */
export interface KnownRecords {
  /** Products that every product port of the connector knows. */
  readonly skus: readonly string[];
  readonly unknownSku: string;
  readonly customers?: readonly string[];
  readonly orders?: readonly string[];
  /** Models that have variants. */
  readonly models?: readonly string[];
  readonly carts?: readonly string[];
}

/** Somebody who changes the system's records in the vendor's own way, past the connector. */
export interface ContractClerk {
  /**
   * Of each kind that the feed tells: makes one change and says whom it is about. Every turn is another value, so that something changes; an
   * even turn and the odd one after it are about the same record.
   */
  readonly changes: Partial<Readonly<Record<ChangeType, (turn: number) => Promise<string>>>>;
  /**
   * Of kinds where it can be done: makes a change visible now whose stamp is older by so many milliseconds than now, as a transaction does
   * that took that long; says whom it is about.
   */
  readonly late?: Partial<Readonly<Record<ChangeType, (ageMs: number) => Promise<string>>>>;
}

/** A running system to hold a connector against. */
export interface ContractWorld extends AsyncDisposable {
  /** The connector's settings for it, as they would stand in the configuration. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly known: KnownRecords;
  /** Settings whose credentials the vendor refuses; made from the secret settings when absent. */
  readonly wrongCredentials?: Readonly<Record<string, unknown>>;
  /** Needed by a connector that gives the port `changes`. */
  readonly clerk?: ContractClerk;
  /** The system's own faults; when absent the suite puts a proxy in front of the system that has them. */
  readonly faults?: FaultDriver;
  /** The system's own counter; when absent the proxy counts. */
  readonly calls?: CallCounter;
}

/** How a connector is held against its contract. */
export interface ContractOptions {
  /** Starts the system; called once for the suite. */
  readonly start: () => Promise<ContractWorld>;
  /**
   * Vendor calls that a batch of 24 needs once reference data is remembered, by `port.method`; 1 for whatever is not named. Say why in the
   * connector's quirks.
   */
  readonly callsPerBatch?: Readonly<Record<string, number>>;
}
