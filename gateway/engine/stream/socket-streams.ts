import { setMaxListeners } from "node:events";
import { GraphQLError } from "graphql";
import type { Client } from "graphql-ws/client";
import { z } from "zod";
import { placeIn, type Clock } from "#platform";
import { SubgraphBadAnswer, SubgraphUnavailable, SubscriptionOverrun } from "../errors.js";
import type { GatewayContext } from "../request-context.js";
import type { Source, SourceEvent, SourceRequest } from "../source.js";
import { answerShape, told, type WireAnswer } from "../subgraph-answer.js";
import { eventQueue, type EventQueue } from "./event-queue.js";
import { connectLazily } from "./subgraph-socket.js";

/** Subscriptions at a subgraph over WebSockets. */
export interface SocketStreams {
  readonly subscribe: NonNullable<Source["subscribe"]>;
  /** Ends every connection. */
  readonly close: () => void;
}

/** Most events of one subscription that wait for its client. */
const waitingEvents = 256;

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
export function socketStreams(subgraph: { readonly name: string; readonly url: string }, clock: Clock): SocketStreams {
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

function streamOver(client: Client, { operation, operationName, variables }: SourceRequest, { subgraph, leave }: StreamEnds) {
  const queue = eventQueue<SourceEvent>({
    limit: waitingEvents,
    overrun: () => new SubscriptionOverrun({ subgraph, limit: waitingEvents }),
    end: () => {
      unsubscribe();
      leave();
    },
  });
  const payload = { query: operation, variables: { ...variables }, ...(operationName !== undefined && { operationName }) };
  const unsubscribe = client.subscribe(payload, {
    next: (answer: unknown) => {
      if (!hand(answer, { queue, subgraph })) unsubscribe();
    },
    error: (reason: unknown) => queue.close(toError(reason, subgraph)),
    complete: () => queue.close(),
  });
  return queue.stream;
}

function hand(answer: unknown, { queue, subgraph }: { readonly queue: EventQueue<SourceEvent>; readonly subgraph: string }): boolean {
  const parsed = answerShape.safeParse(answer);
  if (parsed.success) return queue.push(eventFrom(parsed.data, subgraph));
  queue.close(new SubgraphBadAnswer({ subgraph, reason: 'an event without "data" and "errors"' }));
  return false;
}

/** An event as a subgraph's message tells it. */
export function eventFrom(answer: WireAnswer, subgraph: string): SourceEvent {
  return { answer: () => Promise.resolve(told(subgraph, answer)), place: placeIn(answer.extensions ?? undefined) };
}

const refusal = z.array(z.looseObject({ message: z.string(), extensions: z.looseObject({}).optional() })).min(1);
const closing = z.looseObject({ code: z.number(), reason: z.string() });

// The subgraph's own errors, a close event, or what the connection failed with.
function toError(reason: unknown, subgraph: string): Error {
  const [refused] = refusal.safeParse(reason).data ?? [];
  if (refused) return new GraphQLError(refused.message, { extensions: { ...refused.extensions, subgraph } });
  const closed = closing.safeParse(reason).data;
  if (closed) return new SubgraphUnavailable({ subgraph, reason: `its WebSocket closed with ${closed.code}` }, { cause: reason });
  return new SubgraphUnavailable({ subgraph, reason: "its WebSocket failed" }, { cause: reason });
}
