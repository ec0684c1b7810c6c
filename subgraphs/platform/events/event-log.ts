import type { Telemetry } from "../telemetry/telemetry.js";
import type { Clock } from "../time/clock.js";
import type { PublishedEvent } from "./change-event.js";
import { compareCursors, type Cursor } from "./cursor.js";
import type { Applier, EventBus } from "./event-bus.js";
import { createEventHistory, type HistoryBounds } from "./event-history.js";
import { createEventInstruments } from "./event-instruments.js";
import { everythingChanged } from "./everything-changed.js";
import { createFollowers } from "./followers.js";
import { createVersionRegister, type Standing, type VersionRegister } from "./version-register.js";

/** What every bus is made with. */
export interface EventBusOptions extends Partial<HistoryBounds> {
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Most subjects whose newest version is known. */
  readonly subjectLimit?: number | undefined;
  /** By how much a system's clock may be ahead of ours, in milliseconds: a change stamped within that time after the start cannot correct. */
  readonly clockSkewMs?: number | undefined;
}

/** The events of one node in their order: judged, applied, kept, told. What all kinds of bus have in common. */
export interface EventLog extends Pick<EventBus, "head" | "oldest" | "onApply" | "follow"> {
  /** Takes the next event: when it returns, everybody on this node has applied it. Throws what an applier throws, after the others. */
  readonly take: (event: PublishedEvent) => void;
  /** Takes an event of the time before this node started: it is part of the history, and nobody has to be told. */
  readonly recall: (event: PublishedEvent) => void;
  /** Changes were lost up to this cursor: everybody drops what they keep, and the history begins anew. */
  readonly startAnew: (cursor: Cursor) => void;
  /** Ends all followers. */
  readonly close: () => void;
}

/** Makes the log of a node whose history begins after a cursor. */
export function createEventLog(options: EventBusOptions & { readonly isCurrent: () => boolean }, beginning: Cursor): EventLog {
  const history = createEventHistory(historyBoundsOf(options), beginning);
  const register = registerOf(options);
  const followers = createFollowers({ history, missed: () => instruments.missed() });
  const instruments = createEventInstruments(options.telemetry.meter, { history: history.size, ...followers, ...options });
  const appliers = new Set<Applier>();
  let head = beginning;
  const spread = (event: PublishedEvent): void => {
    applyAll(appliers, event);
    followers.tell(event, history.append(event));
  };
  return {
    head: () => head,
    oldest: history.oldest,
    onApply: (applier) => {
      appliers.add(applier);
      return () => appliers.delete(applier);
    },
    follow: (following) => {
      const after = following.after ?? head;
      if (compareCursors(after, history.oldest()) < 0 || compareCursors(after, head) > 0) return undefined;
      return followers.follow(following, history.placeAfter(after));
    },
    take: (event) => {
      head = event.cursor;
      const standing = register.judge(event);
      instruments.applied(event, standing);
      if (standing !== "duplicate") spread(asJudged(event, standing));
    },
    recall: (event) => {
      head = event.cursor;
      const standing = register.judge(event);
      if (standing !== "duplicate") history.append(asJudged(event, standing));
    },
    startAnew: (cursor) => {
      if (head !== beginning) instruments.reset();
      head = cursor;
      register.startAnew(vouchedAfterMs(options));
      history.startAnew(cursor);
      spread(everythingChanged(cursor, new Date(options.clock.now()).toISOString()));
    },
    close: () => {
      instruments.close();
      followers.close();
    },
  };
}

function historyBoundsOf({ historyLimit = 10_000, historyBytes = 33_554_432 }: EventBusOptions): HistoryBounds {
  return { historyLimit, historyBytes };
}

function registerOf(options: EventBusOptions): VersionRegister {
  return createVersionRegister({ subjectLimit: options.subjectLimit ?? 100_000, vouchedAfterMs: vouchedAfterMs(options) });
}

function vouchedAfterMs({ clock, clockSkewMs = 0 }: EventBusOptions): number {
  return clock.now() + clockSkewMs;
}

// An older change is still a change: its value is not believed, but what is kept of its subject is dropped. Systems stamp changes before they
// commit them, so that the older stamp can be the later sight.
function asJudged(event: PublishedEvent, standing: Standing): PublishedEvent {
  if (standing === "newest") return event;
  const { payload: _payload, ...rest } = event;
  return rest;
}

// One that fails must not keep the others from knowing; whoever took the event learns of it.
function applyAll(appliers: Iterable<Applier>, event: PublishedEvent): void {
  const failures: unknown[] = [];
  for (const apply of appliers) {
    try {
      apply(event);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `A change could not be applied on this node (${event.cursor}).`);
}
