import type { ChangeEvent } from "./change-event.js";

/** Largest value that an event carries, as characters of JSON. */
export const MAX_PAYLOAD_CHARACTERS = 65_536;

/** The event as it may be published: a value that is too large is left out, so that the change only drops what is kept. */
export function trimPayload(event: ChangeEvent): ChangeEvent {
  if (event.payload === undefined || JSON.stringify(event.payload).length <= MAX_PAYLOAD_CHARACTERS) return event;
  const { payload: _payload, ...rest } = event;
  return rest;
}
