import type { Clock } from "../time/clock.js";
import { parseCursor, type Cursor } from "./cursor.js";
import { EventsNotPersisted } from "./errors.js";
import type { EventBus } from "./event-bus.js";
import { createEventLog, type EventBusOptions } from "./event-log.js";
import { trimPayload } from "./trim-payload.js";

/**
 * A bus for one node: in this process, gone with it. What it has published is applied when `publish` is called, before that returns.
 */
export function createLocalBus(options: EventBusOptions): EventBus {
  const nextCursor = countCursors(options.clock);
  let isOpen = true;
  const log = createEventLog({ ...options, isCurrent: () => isOpen }, nextCursor());
  return {
    publish: async (events) => {
      if (!isOpen) throw new EventsNotPersisted({ reason: "the bus is closed" });
      return events.map((event) => {
        const cursor = nextCursor();
        log.take({ ...trimPayload(event), cursor });
        return cursor;
      });
    },
    head: log.head,
    oldest: log.oldest,
    onApply: log.onApply,
    follow: log.follow,
    isCurrent: () => isOpen,
    close: async () => {
      isOpen = false;
      log.close();
    },
  };
}

function countCursors(clock: Clock): () => Cursor {
  let ms = 0;
  let sequence = 0;
  return () => {
    const now = Math.max(ms, Math.floor(clock.now()));
    sequence = now === ms ? sequence + 1 : 0;
    ms = now;
    const cursor = parseCursor(`${ms}-${sequence}`);
    if (cursor === undefined) throw new TypeError(`The clock says ${ms}, which is no time.`);
    return cursor;
  };
}
