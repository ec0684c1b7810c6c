import type { WebSocket } from "ws";
import type { Outlet, Subscriber } from "../subscriptions/subscriber.js";

/** Closes a connection whose client does not read; 408 is HTTP's number for a client that takes too long. */
const tooSlow = 4408;

/** How long a client may take to answer that, in milliseconds. */
const closingMs = 5000;

/** What goes out over one WebSocket, and whether it is taken. */
export interface SocketWay {
  /** Resolves when the message is on its way. */
  readonly say: (message: string) => Promise<void>;
  /** The way of one subscription's events: `next` messages with its id. */
  readonly outletOf: (id: string, subscriber: () => Subscriber) => Outlet;
}

const tail = Buffer.from("}");

/** The way out over a WebSocket that is blocked while more than `maxUnsentBytes` wait in it. */
export function socketWay(socket: WebSocket, maxUnsentBytes: number): SocketWay {
  const behind = new Set<() => Subscriber>();
  const hasRoom = (): boolean => socket.readyState !== socket.OPEN || socket.bufferedAmount <= maxUnsentBytes;
  const sent = (): void => {
    if (behind.size === 0 || !hasRoom()) return;
    const waiting = [...behind];
    behind.clear();
    for (const subscriber of waiting) subscriber().resume();
  };
  const giveUp = (): void => {
    socket.close(tooSlow, "Too slow: subscribe again with after");
    setTimeout(() => socket.terminate(), closingMs).unref();
  };
  return {
    say: (message) =>
      new Promise((resolve) => {
        if (socket.readyState !== socket.OPEN) return resolve();
        socket.send(message, () => {
          sent();
          resolve();
        });
      }),
    outletOf: (id, subscriber) => {
      const head = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
      return {
        isBlocked: () => {
          if (hasRoom()) return false;
          behind.add(subscriber);
          return true;
        },
        send: ({ json }) => {
          if (socket.readyState === socket.OPEN) socket.send(Buffer.concat([head, json, tail]), asText, sent);
        },
        giveUp,
      };
    },
  };
}

const asText = { binary: false } as const;
