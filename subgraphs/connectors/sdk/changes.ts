import type { ChangeVersion } from "#platform";
import type { Call } from "./call.js";

/** What can change in a system, as far as the graph shows it. */
export type ChangeType =
  "stock.changed" | "price.changed" | "product.changed" | "listing.changed" | "customer.changed" | "order.changed" | "cart.changed";

/** A change as a connector reads it from a webhook or a feed. */
export interface Change {
  readonly type: ChangeType;
  /** The SKU, the customer's, order's or cart's id, in the words of the graph; `*` when the system does not say which. */
  readonly subject: string;
  /** Absent when the system tells neither time nor number. */
  readonly version?: ChangeVersion | undefined;
  /** When the system says that it happened, for those who measure how late we are; ISO 8601. Says nothing about which state is newer. */
  readonly changedAt?: string | undefined;
  /** The system's own id of the notice, the same each time it is delivered. */
  readonly vendorEventId?: string | undefined;
  /** The new value as the port of its kind reads it (`StockRecord` for stock, …), only when the system told all of it. */
  readonly payload?: unknown;
}

/** Where a feed was read to: opaque, kept by whoever polls, a JSON value. */
export type FeedCursor = string;

/** What a feed answered. */
export interface FeedPage {
  readonly changes: readonly Change[];
  /** To be given with the next question. It never points past something that could still become visible. */
  readonly cursor: FeedCursor;
  /** Whether there is more to be had at once. */
  readonly more: boolean;
}

/** What a system tells of its changes when it is asked. */
export interface ChangesPort {
  /** What it can be asked for; a kind that is missing here is compared in full instead. */
  readonly kinds: readonly ChangeType[];
  /**
   * Changes of one kind after the cursor, or none and the cursor of now when there is no cursor yet. What was told already may be told again,
   * nothing is ever left out.
   */
  readonly read: (kind: ChangeType, after: FeedCursor | undefined, call: Call) => Promise<FeedPage>;
}
