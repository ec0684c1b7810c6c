import { createClient, type Client } from "graphql-ws/client";
import { WebSocket } from "ws";
import type { Clock } from "#platform";
import { FIRST_ATTEMPTS, LATER_ATTEMPTS, waitBeforeTry } from "./coming-back.js";

/** How a subgraph is connected to. */
export interface SubgraphSocketOptions {
  /** The subgraph's address over HTTP; its WebSocket is at the same place. */
  readonly url: string;
  /** Sent with the upgrade and as the payload of `connection_init`: servers look in either. */
  readonly headers: Readonly<Record<string, string>>;
  readonly clock: Clock;
  /** How long the connection outlives its last subscription, in milliseconds. */
  readonly lingerMs: number;
  /** Aborts when nobody wants the connection back. */
  readonly closing: AbortSignal;
}

const heartbeatMs = 10_000;
const pongWithinMs = 5000;
const handshakeMs = 3000;
const maxMessageBytes = 64 * 1024 * 1024;

/**
 * A WebSocket to a subgraph (graphql-transport-ws) that opens when it is first needed, notices a dead peer, and comes back with growing waits,
 * its subscriptions with it. A subgraph that was never reached is given up sooner than one that went away.
 */
export function connectLazily({ url, headers, clock, lingerMs, closing }: SubgraphSocketOptions): Client {
  let wasReached = false;
  let attempts = 0;
  let pong: NodeJS.Timeout | undefined;
  const calm = (): void => clearTimeout(pong);
  const client = createClient({
    url: url.replace(/^http/, "ws"),
    webSocketImpl: socketWith(headers),
    connectionParams: { ...headers },
    lazyCloseTimeout: lingerMs,
    keepAlive: heartbeatMs,
    connectionAckWaitTimeout: handshakeMs,
    retryAttempts: LATER_ATTEMPTS,
    retryWait: (retries) => clock.wait(waitBeforeTry(retries), closing).catch(() => undefined),
    shouldRetry: () => wasReached || attempts < FIRST_ATTEMPTS,
    on: {
      connecting: () => (attempts += 1),
      connected: () => (wasReached = true),
      ping: (isReceived) => {
        if (!isReceived) pong = setTimeout(() => client.terminate(), pongWithinMs).unref();
      },
      pong: (isReceived) => isReceived && calm(),
      closed: calm,
    },
  });
  return client;
}

function socketWith(headers: Readonly<Record<string, string>>) {
  return class SubgraphSocket extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { headers: { ...headers }, maxPayload: maxMessageBytes, handshakeTimeout: handshakeMs });
      // A socket that is given up while it still connects fails once more, when nobody listens any longer.
      this.on("error", () => undefined);
    }
  };
}
