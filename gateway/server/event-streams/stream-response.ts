import type { ServerResponse } from "node:http";
import type { Outlet, Subscriber } from "../subscriptions/subscriber.js";
import type { StreamFormat } from "./stream-format.js";

/** A response that goes on until its stream ends or its client leaves. */
export interface StreamResponse {
  /** The way of a subscription's events. */
  readonly outletOf: (subscriber: () => Subscriber) => Outlet;
  /** Writes one answer. */
  readonly answer: (json: string) => void;
  /** Ends the response; with errors it says so. */
  readonly end: (errors?: string) => void;
  /** Ends the response, as a server does that is about to stop. */
  readonly goAway: (errors: string) => void;
}

/** Begins a response in a format, and says every `heartbeatMs` that it is alive. */
export function beginStream(response: ServerResponse, format: StreamFormat, heartbeatMs: number): StreamResponse {
  response.writeHead(200, { "content-type": format.contentType, "cache-control": "no-store", "x-accel-buffering": "no" });
  response.write(format.head);
  const write = (chunk: string | Buffer): void => {
    if (!response.writableEnded && !response.destroyed) response.write(chunk);
  };
  const heart = setInterval(() => {
    if (!response.writableNeedDrain) write(format.heartbeat);
  }, heartbeatMs);
  response.once("close", () => clearInterval(heart));
  const end = (errors?: string): void => {
    if (errors !== undefined) write(format.failure(errors));
    clearInterval(heart);
    if (!response.writableEnded) response.end(format.end);
  };
  return {
    outletOf: (subscriber) => {
      response.on("drain", () => subscriber().resume());
      return {
        isBlocked: () => response.writableNeedDrain,
        send: (event) => write(event.framed(format.frame)),
        giveUp: () => response.destroy(),
      };
    },
    answer: (json) => write(format.frame(Buffer.from(json))),
    end,
    goAway: (errors) => {
      if (!format.comesBack) return end(errors);
      clearInterval(heart);
      response.end();
    },
  };
}
