import { parseCursor, type Cursor } from "./cursor.js";

/**
 * What an event of a subscription says of its place among the others, to those who carry it to clients. Streams whose events have a place can be
 * shared by clients who come at different times, and be thinned out for those who read slowly.
 */
export interface EventPlace {
  /** Its place in the history; an event is never followed by one with a smaller cursor. */
  readonly cursor: Cursor;
  /** Of several events with one key that wait for a slow reader, only the last one counts; without a key each counts. */
  readonly key?: string | undefined;
  /** With this event, everything up to the cursor has been told: not so for the messages of an opening snapshot but its last. */
  readonly isCaughtUp: boolean;
  /**
   * Names the state that the event tells of its key, where each event tells a whole state and is left out when that is the same as before: two
   * streams that have told the same states of all keys go on in the same way.
   */
  readonly state?: string | undefined;
}

// Registered, so that it is the same where two copies of this file are loaded.
const mark = Symbol.for("passerelle.event-place");

/** The event, which now knows its place. */
export function placed<Event extends object>(event: Event, place: EventPlace): Event {
  return Object.assign(event, { [mark]: place });
}

/** The place of an event that was given one with `placed`. */
export function placeOf(event: unknown): EventPlace | undefined {
  return typeof event === "object" && event !== null && isPlaced(event) ? event[mark] : undefined;
}

function isPlaced(event: object): event is { readonly [mark]: EventPlace } {
  return mark in event;
}

/** Name of the extension in which a subgraph that runs alone tells the place of an event: `extensions: { passerelle: { cursor, key, isCaughtUp, state } }`. */
export const PLACE_EXTENSION = "passerelle";

/** The place that an answer's extensions tell; `undefined` when they tell none. */
export function placeIn(extensions: Readonly<Record<string, unknown>> | undefined): EventPlace | undefined {
  const told = extensions?.[PLACE_EXTENSION];
  if (typeof told !== "object" || told === null || !("cursor" in told) || typeof told.cursor !== "string") return undefined;
  const cursor = parseCursor(told.cursor);
  if (cursor === undefined) return undefined;
  const key = "key" in told && typeof told.key === "string" ? told.key : undefined;
  const state = "state" in told && typeof told.state === "string" ? told.state : undefined;
  return { cursor, key, isCaughtUp: "isCaughtUp" in told && told.isCaughtUp === true, state };
}
