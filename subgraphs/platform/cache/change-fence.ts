import type { Meter } from "@opentelemetry/api";
import { compareCursors, type Cursor } from "../events/cursor.js";
import type { PublishedEvent } from "../events/change-event.js";
import type { EventBus } from "../events/event-bus.js";

/** What something that is kept depends on; a part that is left out stands for any. */
export interface ChangeSubject {
  /** `stock.changed`, … */
  readonly type?: string | undefined;
  /** Name of the system in the settings. */
  readonly system?: string | undefined;
  /** The SKU, the customer's id, …; left out, every change of the type and system counts. */
  readonly subject?: string | undefined;
}

/**
 * Knows on this node what changed last, so that anything kept can be judged when it is read.
 *
 * Whoever keeps something takes `now()` **before** the reading begins and keeps it together with the tags of what it depends on. It may be
 * served as current while `stands(cursor, tags)` holds: a reading that an event overtook carries the older cursor and does not stand, on
 * whichever node and in whichever store it lies. Nothing has to be deleted for that, and nothing can race.
 */
export interface ChangeFence {
  /** The cursor to keep with what is read from now on. */
  readonly now: () => Cursor;
  /** Whether nothing that bears one of the tags (see `changeTags`) has changed after the cursor, as far as this node can vouch for it. */
  readonly stands: (cursor: Cursor, tags: readonly string[]) => boolean;
  /** Whether this node hears of every event; while it does not, nothing kept may be served as current and no reading under way be joined. */
  readonly isCurrent: () => boolean;
  /** Stops listening: it is not current from then on. */
  readonly close: () => void;
}

/** What a fence is made of. */
export interface ChangeFenceOptions {
  readonly bus: Pick<EventBus, "head" | "isCurrent" | "onApply">;
  readonly meter?: Meter | undefined;
  /**
   * Most tags that are remembered; 100,000 when absent. Beyond it the oldest changes are forgotten, and whatever was read before them no
   * longer stands.
   */
  readonly maxTags?: number | undefined;
}

/** The tags that something depending on this subject carries. */
export function changeTags({ type = "", system = "", subject }: ChangeSubject): readonly string[] {
  if (subject === undefined) return [tag(type, system, "")];
  return [tag(type, system, subject), tag(type, system, all)];
}

/** Starts a fence: from now on it hears every event of the bus, before any follower does. */
export function createChangeFence({ bus, meter, maxTags = 100_000 }: ChangeFenceOptions): ChangeFence {
  // In the order of their cursors: a tag that changes again goes to the end.
  const newest = new Map<string, Cursor>();
  let floor = bus.head();
  let hears = true;
  const apply = (event: PublishedEvent): void => {
    if (event.type === all || event.system === all) {
      newest.clear();
      floor = later(floor, event.cursor);
      return;
    }
    for (const raised of raisedBy(event)) {
      newest.delete(raised);
      newest.set(raised, event.cursor);
    }
    floor = forget(newest, maxTags) ?? floor;
  };
  const stopHearing = bus.onApply(apply);
  const stopMeasuring = measure(meter, () => newest.size);
  return {
    now: () => bus.head(),
    stands: (cursor, tags) => compareCursors(floor, cursor) <= 0 && tags.every((one) => isAtMost(newest.get(one), cursor)),
    isCurrent: () => hears && bus.isCurrent(),
    close: () => {
      hears = false;
      stopHearing();
      stopMeasuring();
    },
  };
}

const all = "*";

// No type and no system has a bar in its name, so that the subject, which may, is still told apart.
function tag(type: string, system: string, subject: string): string {
  return `${type}|${system}|${subject}`;
}

function raisedBy({ type, system, subject }: PublishedEvent): readonly string[] {
  const own = subject === "" ? all : subject;
  return [tag(type, system, own), tag(type, "", own), tag("", "", own), tag(type, system, ""), tag(type, "", ""), tag("", "", "")];
}

/** The newest cursor that was forgotten, if any. */
function forget(newest: Map<string, Cursor>, maxTags: number): Cursor | undefined {
  let forgotten: Cursor | undefined;
  for (const [oldest, cursor] of newest) {
    if (newest.size <= maxTags) break;
    newest.delete(oldest);
    forgotten = cursor;
  }
  return forgotten;
}

function isAtMost(changed: Cursor | undefined, cursor: Cursor): boolean {
  return changed === undefined || compareCursors(changed, cursor) <= 0;
}

function later(one: Cursor, other: Cursor): Cursor {
  return compareCursors(one, other) < 0 ? other : one;
}

function measure(meter: Meter | undefined, size: () => number): () => void {
  const gauge = meter?.createObservableGauge("passerelle_change_fence_tags", { description: "Tags whose last change is remembered." });
  const read: Parameters<NonNullable<typeof gauge>["addCallback"]>[0] = (result) => result.observe(size());
  gauge?.addCallback(read);
  return () => gauge?.removeCallback(read);
}
