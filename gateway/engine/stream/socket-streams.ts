import { setMaxListeners } from "node:events";
import type { Client } from "graphql-ws/client";
import { z } from "zod";
import type { Clock } from "#platform";
import { SubgraphUnavailable, SubscriptionOverrun } from "../errors.js";
import type { GatewayContext } from "../request-context.js";
import type { SourceEvent, SourceRequest } from "../source.js";
import { eventQueue } from "./event-queue.js";
import type { HttpStreams } from "./http-streams.js";
import { connectLazily } from "./subgraph-socket.js";
import { payloadOf, readEvent, refusedBy, WAITING_EVENTS } from "./wire-events.js";

/** How long a connection outlives its last subscription, in milliseconds: the next one often comes soon. */
const lingerMs = 3000;

interface SharedConnection {
  readonly client: Client;
  subscriptions: number;
}

/**
 * Opens subscriptions over WebSockets at a subgraph's address (graphql-transport-ws): one connection for all that have the same forwarded
 * headers, opened when first needed and closed after the last one. The streams throw `SubgraphUnavailable`, `SubgraphBadAnswer` or
 * `SubscriptionOverrun`.
 */
export function socketStreams(subgraph: { readonly name: string; readonly url: string }, clock: Clock): HttpStreams {
  const connections = new Map<string, SharedConnection>();
  const closing = new AbortController();
  // Each connection that waits to come back listens.
  setMaxListeners(0, closing.signal);
  const connect = (headers: Readonly<Record<string, string>>, key: string): SharedConnection => {
    const connection = {
      client: connectLazily({ url: subgraph.url, headers, clock, lingerMs, closing: closing.signal }),
      subscriptions: 0,
    };
    connections.set(key, connection);
    return connection;
  };
  const leave = (key: string, connection: SharedConnection): void => {
    connection.subscriptions -= 1;
    const letGo = (): void => {
      if (connection.subscriptions > 0 || connections.get(key) !== connection) return;
      connections.delete(key);
      void Promise.resolve(connection.client.dispose()).catch(() => undefined);
    };
    if (connection.subscriptions === 0) setTimeout(letGo, lingerMs).unref();
  };
  return {
    subscribe: (request, context) => {
      const headers = identifying(context);
      const key = JSON.stringify(headers);
      const connection = connections.get(key) ?? connect(headers, key);
      connection.subscriptions += 1;
      return Promise.resolve(streamOver(connection.client, request, { subgraph: subgraph.name, leave: () => leave(key, connection) }));
    },
    close: () => {
      closing.abort(new Error("the gateway stops"));
      for (const { client } of connections.values()) {
        client.terminate();
        void Promise.resolve(client.dispose()).catch(() => undefined);
      }
      connections.clear();
      return Promise.resolve();
    },
  };
}

// A connection is shared by those whose subscriptions the subgraph cannot tell apart; a request's id says nothing about them.
function identifying({ forwardedHeaders }: GatewayContext): Record<string, string> {
  const headers = Object.entries(forwardedHeaders).filter(([name]) => name !== "x-request-id");
  return Object.fromEntries(headers.toSorted(([a], [b]) => a.localeCompare(b)));
}

interface StreamEnds {
  readonly subgraph: string;
  readonly leave: () => void;
}

function streamOver(client: Client, request: SourceRequest, { subgraph, leave }: StreamEnds) {
  const queue = eventQueue<SourceEvent>({
    limit: WAITING_EVENTS,
    overrun: () => new SubscriptionOverrun({ subgraph, limit: WAITING_EVENTS }),
    end: () => {
      unsubscribe();
      leave();
    },
  });
  const unsubscribe = client.subscribe(payloadOf(request), {
    next: (answer: unknown) => {
      const event = readEvent(answer, subgraph);
      if (event instanceof Error) queue.close(event);
      if (event instanceof Error || !queue.push(event)) unsubscribe();
    },
    error: (reason: unknown) => queue.close(toError(reason, subgraph)),
    complete: () => queue.close(),
  });
  return queue.stream;
}

const closing = z.looseObject({ code: z.number(), reason: z.string() });

// The subgraph's own errors, a close event, or what the connection failed with.
function toError(reason: unknown, subgraph: string): Error {
  const refused = refusedBy(reason, subgraph);
  if (refused) return refused;
  const closed = closing.safeParse(reason).data;
  if (closed) return new SubgraphUnavailable({ subgraph, reason: `its WebSocket closed with ${closed.code}` }, { cause: reason });
  return new SubgraphUnavailable({ subgraph, reason: "its WebSocket failed" }, { cause: reason });
}
