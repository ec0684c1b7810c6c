import { defineError } from "../errors/define-error.js";

/** Changes could not be kept, or not be told to every node: nothing is acknowledged. */
export const EventsNotPersisted = defineError<{ readonly reason: string }>({
  code: "EVENTS_NOT_PERSISTED",
  status: 503,
  retry: "later",
  message: (d) => `The changes are not kept: ${d.reason}; send them again.`,
});

/** A follower was slower than the history is long: changes between are gone. */
export const EventsMissed = defineError<{ readonly after: string }>({
  code: "EVENTS_MISSED",
  status: 410,
  retry: "later",
  message: (d) => `Changes after ${d.after} are no longer in the history; start again from a fresh snapshot.`,
});
