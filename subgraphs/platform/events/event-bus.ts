import type { ChangeEvent, PublishedEvent } from "./change-event.js";
import type { Cursor } from "./cursor.js";

/** Takes an event into account on this node, at once; it must neither throw nor wait. */
export type Applier = (event: PublishedEvent) => void;

/** Which events are followed. */
export interface Following {
  /** Events later than this cursor; those from now on when absent. */
  readonly after?: Cursor | undefined;
  /** All types when absent; an event of the type `*` is always told. */
  readonly types?: readonly string[] | undefined;
  /** All subjects when absent; an event about `*` is always told. */
  readonly subjects?: readonly string[] | undefined;
}

/**
 * Carries changes to everybody on every node, in one order.
 *
 * On each node an event is first applied (`onApply`), then told to followers. `publish` resolves when every live node has applied it: whoever
 * reads after that sees no older value. Only the newest version of a subject comes with its value; an older one, or one of which nobody knows,
 * comes without: it can drop what is kept, never correct it. A notice that was applied already is not told again. When changes were lost, an
 * event comes whose type, subject and system are `*`: everything may have changed.
 */
export interface EventBus {
  /** Persists the events and has them applied everywhere. Throws `EventsNotPersisted` when they could not be kept: nothing is acknowledged then. */
  readonly publish: (events: readonly ChangeEvent[]) => Promise<readonly Cursor[]>;
  /** Cursor of the newest event that this node has applied; the bus' own beginning when there was none. */
  readonly head: () => Cursor;
  /** Events after this cursor are still in the history. */
  readonly oldest: () => Cursor;
  /** Called for each event, in order, on this node. The answer ends it. */
  readonly onApply: (applier: Applier) => () => void;
  /**
   * Events as they come, after they were applied; `undefined` when the history does not go back to `after`. Ends with the iterator's `return`.
   * The reader's pace holds nobody up: a follower that lags by more than the history is told so by an `EventsMissed` thrown.
   */
  readonly follow: (following: Following) => AsyncIterableIterator<PublishedEvent> | undefined;
  /** Whether this node hears of every event: while it does not, nothing cached may be served as current. */
  readonly isCurrent: () => boolean;
  readonly close: () => Promise<void>;
}
