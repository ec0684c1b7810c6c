import type { Cursor } from "./cursor.js";

/** Which of two states of a subject is newer, in the words of the system that has it. */
export interface ChangeVersion {
  /** When the system says the change was made; ISO 8601, UTC, milliseconds. */
  readonly at: string;
  /** Orders changes of one instant: a number that the system counts up. */
  readonly sequence?: number | undefined;
}

/** One change in a connected system, whichever way it came in. */
export interface ChangeEvent<Payload = unknown> {
  /** What changed: `stock.changed`, `price.changed`, `product.changed`, …; `*` when the bus lost track: anything. */
  readonly type: string;
  /** Of what: the SKU, the order's id, …; `*` when the system does not say. */
  readonly subject: string;
  /** Name of the system in the settings; `*` with the type `*`. */
  readonly system: string;
  /** How it came in. */
  readonly origin: "webhook" | "poll" | "file" | "own";
  /** The system's own id of the notice, the same each time it is delivered. */
  readonly vendorEventId?: string | undefined;
  /** Absent when the system tells neither time nor number: such a change only drops what is cached. */
  readonly version?: ChangeVersion | undefined;
  /** ISO 8601, UTC: when it reached us. */
  readonly receivedAt: string;
  /** The new value, in the words of the model, when the system told it. */
  readonly payload?: Payload | undefined;
}

/** A change with its place in the history. */
export interface PublishedEvent<Payload = unknown> extends ChangeEvent<Payload> {
  readonly cursor: Cursor;
}
