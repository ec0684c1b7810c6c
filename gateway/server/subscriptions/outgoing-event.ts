import type { Logger } from "pino";
import { PLACE_EXTENSION, type EventPlace } from "#platform";
import type { OperationAnswer, SubscriptionEvent } from "../../engine/index.js";
import { readableError } from "../apollo.js";

/** Puts around an event's JSON what a door's protocol wants, when that is the same for all its clients. */
export type Frame = (json: Buffer) => Buffer;

/** An event on its way to clients: formatted and serialised once for all of them. */
export interface OutgoingEvent {
  /** The answer in UTF-8. */
  readonly json: Buffer;
  readonly place: EventPlace | undefined;
  /** The answer in a door's frame, made once. */
  readonly framed: (frame: Frame) => Buffer;
}

/** How events leave. */
export interface OutgoingOptions {
  readonly log: Logger;
  /** Whether the answer's extensions tell the event's place: for gateways, which carry it on. */
  readonly tellsPlace: boolean;
}

/** Makes an event ready to be sent. */
export function outgoingEvent({ answer, place }: SubscriptionEvent, { log, tellsPlace }: OutgoingOptions): OutgoingEvent {
  const told = tellsPlace && place !== undefined ? { extensions: { [PLACE_EXTENSION]: place } } : {};
  const json = Buffer.from(JSON.stringify({ ...readableAnswer(answer, log), ...told }));
  const framed = new Map<Frame, Buffer>();
  return {
    json,
    place,
    framed: (frame) => {
      const made = framed.get(frame) ?? frame(json);
      framed.set(frame, made);
      return made;
    },
  };
}

/** An answer with its errors as clients may read them. */
export function readableAnswer({ data, errors }: OperationAnswer, log: Logger): OperationAnswer {
  return {
    ...(errors !== undefined && { errors: errors.map((error) => readableError(error, error, log)) }),
    ...(data !== undefined && { data }),
  };
}
