import { context as otelContext, propagation } from "@opentelemetry/api";
import { Pool } from "undici";
import type { Clock, Telemetry } from "#platform";
import { SubgraphBadAnswer, SubgraphTimeout, SubgraphUnavailable } from "./errors.js";
import type { SelectHeaders } from "./http/header-rules.js";
import { AnswerTooLarge, CallTimedOut, exchange, type HttpAnswer, type HttpCall } from "./http/exchange.js";
import { sharedExchanges, type CountShared, type SendShared } from "./http/shared-exchanges.js";
import { toAnswer } from "./http/to-answer.js";
import type { Source, SourceAnswer } from "./source.js";
import { socketStreams } from "./stream/socket-streams.js";

/** How long an answer may still take, in milliseconds, told to a subgraph of ours that runs on its own. */
export const TIMEOUT_HEADER = "x-passerelle-timeout-ms";

const maxAnswerBytes = 64 * 1024 * 1024;
const connections = 128;

/** What a source over HTTP stands on. */
export interface HttpSourceOptions {
  readonly clock: Clock;
  /** Which of a client's headers this subgraph gets, and which beside them. */
  readonly headersOf: SelectHeaders;
  /** Whether queries that are the same and under way at once are asked once. */
  readonly sharesFetches: boolean;
  /**
   * The moment, as far as changes are concerned: a query is never answered by one that began at another. `undefined` while changes may go unheard.
   * Without it only mutations through this gateway count.
   */
  readonly moment?: (() => string | undefined) | undefined;
  readonly telemetry: Telemetry;
}

/** A source over HTTP, with its pool of connections. */
export interface HttpSource extends Source {
  readonly close: () => Promise<void>;
}

/**
 * Runs a subgraph's operations over HTTP (GraphQL over HTTP, POST): kept-alive connections, the request's deadline and abort, its trace
 * context, and a limit on the answer's size; subscriptions run over a WebSocket at the same address. `fetch` throws `SubgraphUnavailable`, `SubgraphTimeout` or `SubgraphBadAnswer`.
 */
export function httpSource(subgraph: { readonly name: string; readonly url: string }, options: HttpSourceOptions): HttpSource {
  const { clock, headersOf } = options;
  const { origin, pathname, search } = new URL(subgraph.url);
  // Each call keeps its own time: undici's timers for headers and body are off.
  const pool = new Pool(origin, { connections, keepAliveTimeout: 30_000, connectTimeout: 3000, headersTimeout: 0, bodyTimeout: 0 });
  const path = pathname + search;
  const streams = socketStreams(subgraph, clock);
  const { send, keyOf, mutated } = senderTo(pool, subgraph.name, options);
  return {
    fetch: async ({ operation, operationKind, operationName, variables }, context) => {
      const left = context.deadline - clock.now();
      if (left <= 0) throw new SubgraphTimeout({ subgraph: subgraph.name, reason: "the request's deadline has passed" });
      const body = JSON.stringify({ query: operation, variables, operationName });
      const headers = headersOf(context.forwardedHeaders);
      const key = operationKind === "query" ? keyOf(body, headers) : undefined;
      try {
        return await post(send, { subgraph: subgraph.name, path, body, left, headers, key, signal: context.signal });
      } finally {
        if (operationKind === "mutation") mutated();
      }
    },
    subscribe: (request, context) => streams.subscribe(request, { ...context, forwardedHeaders: headersOf(context.forwardedHeaders) }),
    close: async () => {
      streams.close();
      await pool.close();
    },
  };
}

// Tells requests apart, and nothing in their answers.
const namesOfRequests = new Set(["x-request-id"]);

function senderTo(pool: Pool, subgraph: string, { sharesFetches, moment = () => "", telemetry }: HttpSourceOptions) {
  let mutations = 0;
  const send = sharedExchanges((call) => exchange(pool, call), countShared(subgraph, telemetry));
  return {
    send,
    mutated: () => {
      mutations += 1;
    },
    keyOf: (body: string, headers: Readonly<Record<string, string>>): string | undefined => {
      const now = sharesFetches ? moment() : undefined;
      if (now === undefined) return undefined;
      const telling = Object.entries(headers).filter(([name]) => !namesOfRequests.has(name));
      return JSON.stringify([mutations, now, telling, body]);
    },
  };
}

function countShared(subgraph: string, { meter }: Telemetry): CountShared {
  const shared = meter.createCounter("passerelle_subgraph_fetches_shared_total", {
    description: "Fetches that were answered by an equal one under way.",
  });
  return () => shared.add(1, { subgraph });
}

interface Post {
  readonly subgraph: string;
  readonly path: string;
  readonly body: string;
  /** Milliseconds. */
  readonly left: number;
  readonly headers: Record<string, string>;
  /** What the call may be shared under; it goes alone when absent. */
  readonly key: string | undefined;
  readonly signal: AbortSignal | undefined;
}

async function post(send: SendShared, { subgraph, path, body, left, headers, key, signal }: Post): Promise<SourceAnswer> {
  const call: HttpCall = { path, headers: withOwn(headers, left), body, timeoutMs: left, signal, maxAnswerBytes };
  try {
    return readAnswer(subgraph, await send(call, key));
  } catch (cause) {
    if (cause instanceof CallTimedOut) throw new SubgraphTimeout({ subgraph, reason: `${left} ms were left` }, { cause });
    if (cause instanceof AnswerTooLarge) throw new SubgraphBadAnswer({ subgraph, reason: cause.message }, { cause });
    if (cause instanceof SubgraphBadAnswer || cause instanceof SubgraphUnavailable) throw cause;
    throw new SubgraphUnavailable({ subgraph, reason: reasonOf(cause) }, { cause });
  }
}

function withOwn(selected: Record<string, string>, left: number): Record<string, string> {
  const headers: Record<string, string> = {
    ...selected,
    "content-type": "application/json",
    accept: "application/graphql-response+json, application/json",
    [TIMEOUT_HEADER]: String(Math.floor(left)),
  };
  propagation.inject(otelContext.active(), headers);
  return headers;
}

function readAnswer(subgraph: string, { status, text }: HttpAnswer): SourceAnswer {
  const answer = toAnswer(parseJson(text), subgraph);
  if (answer !== undefined) return answer;
  if (status >= 500) throw new SubgraphUnavailable({ subgraph, reason: `HTTP ${status}` });
  throw new SubgraphBadAnswer({ subgraph, reason: `HTTP ${status} without "data" and "errors"` });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "unknown failure";
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.name;
}
