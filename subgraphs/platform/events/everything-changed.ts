import type { PublishedEvent } from "./change-event.js";
import type { Cursor } from "./cursor.js";

/** Type, subject and system of the event that stands for changes nobody can name any more. */
export const ANY = "*";

/**
 * What a bus tells when it lost changes: whatever is kept of any system may be old. Its type, subject and system are all `*`; followers get it
 * whatever they follow.
 */
export function everythingChanged(cursor: Cursor, receivedAt: string): PublishedEvent {
  return { type: ANY, subject: ANY, system: ANY, origin: "own", receivedAt, cursor };
}
