import { context as otelContext, propagation, type Counter } from "@opentelemetry/api";
import type { Clock, Telemetry } from "#platform";
import { SubgraphBadAnswer, SubgraphTimeout, SubgraphUnavailable } from "./errors.js";
import type { SelectHeaders } from "./http/header-rules.js";
import { AnswerTooLarge } from "./http/answer-too-large.js";
import { ACCEPTED_ENCODINGS, BadCompression } from "./http/decompress.js";
import { CallTimedOut, type HttpAnswer, type HttpCall } from "./http/exchange.js";
import { retryPassing } from "./http/retry-passing.js";
import { sharedExchanges, type CountShared, type SendShared } from "./http/shared-exchanges.js";
import { createSubgraphPool, PoolFull, type SubgraphPool } from "./http/subgraph-pool.js";
import { toAnswer } from "./http/to-answer.js";
import type { Source, SourceAnswer } from "./source.js";
import { streamsOverHttp, type SubscriptionSettings } from "./stream/streams-over-http.js";

/** How long an answer may still take, in milliseconds, told to a subgraph of ours that runs on its own. */
export const TIMEOUT_HEADER = "x-passerelle-timeout-ms";

/** How subgraphs over HTTP are asked. */
export interface HttpSourceSettings {
  /** Most connections to one subgraph. */
  readonly connections: number;
  /** Most requests that wait for a connection. */
  readonly maxWaiting: number;
  /** Most further tries of a query. */
  readonly retries: number;
  /** Whether answers may be compressed; `auto` asks for it where the subgraph is on another machine. */
  readonly compression: "auto" | "on" | "off";
  /** Largest answer that is read, decompressed. */
  readonly maxAnswerBytes: number;
}

/** What a source over HTTP stands on. */
export interface HttpSourceOptions {
  readonly clock: Clock;
  /** Which of a client's headers this subgraph gets, and which beside them. */
  readonly headersOf: SelectHeaders;
  readonly settings: HttpSourceSettings;
  readonly subscriptions: SubscriptionSettings;
  /** Whether queries that are the same and under way at once are asked once. */
  readonly sharesFetches: boolean;
  /**
   * The moment, as far as changes are concerned: a query is never answered by one that began at another. `undefined` while changes may go unheard.
   * Without it only mutations through this gateway count.
   */
  readonly moment?: (() => string | undefined) | undefined;
  readonly telemetry: Pick<Telemetry, "meter">;
}

/** A source over HTTP, with its pool of connections. */
export interface HttpSource extends Source {
  readonly close: () => Promise<void>;
}

/**
 * Runs a subgraph's operations over HTTP (GraphQL over HTTP, POST): kept-alive connections with a bounded queue, the request's deadline and
 * abort, its trace context, further tries for queries, and a limit on the answer's size; subscriptions run over a WebSocket or as
 * server-sent events.
 * `fetch` throws `SubgraphUnavailable`, `SubgraphTimeout` or `SubgraphBadAnswer`.
 */
export function httpSource(subgraph: { readonly name: string; readonly url: string }, options: HttpSourceOptions): HttpSource {
  const { clock, headersOf, settings, telemetry } = options;
  const { origin, pathname, search, hostname } = new URL(subgraph.url);
  const pool = createSubgraphPool({ subgraph: subgraph.name, origin, ...settings, meter: telemetry.meter });
  const line: Line = {
    subgraph: subgraph.name,
    path: pathname + search,
    maxAnswerBytes: settings.maxAnswerBytes,
    encodings: isCompressed(settings.compression, hostname) ? ACCEPTED_ENCODINGS : undefined,
    clock,
    ...senderTo(pool, subgraph.name, options),
  };
  const streams = streamsOverHttp(subgraph, {
    clock,
    telemetry,
    settings: options.subscriptions,
    maxEventBytes: settings.maxAnswerBytes,
  });
  const retries = retriesCounter(telemetry);
  return {
    fetch: async ({ operation, operationName, variables, operationKind }, context) => {
      const body = JSON.stringify({ query: operation, variables, operationName });
      const { deadline, signal } = context;
      const asked: Asked = { body, deadline, headers: headersOf(context.forwardedHeaders), signal };
      if (operationKind === "mutation") return mutate(line, asked);
      const onRetry = (): void => retries.add(1, { subgraph: subgraph.name });
      const ask = (): Promise<SourceAnswer> => post(line, asked, line.keyOf(asked));
      return retryPassing(ask, { retries: settings.retries, clock, deadline, signal, onRetry });
    },
    subscribe: (request, context) => streams.subscribe(request, { ...context, forwardedHeaders: headersOf(context.forwardedHeaders) }),
    close: async () => {
      await streams.close();
      await pool.close();
    },
  };
}

function retriesCounter({ meter }: Pick<Telemetry, "meter">): Counter {
  return meter.createCounter("passerelle_subgraph_retries_total", { description: "Further tries of queries to subgraphs over HTTP." });
}

function isCompressed(compression: HttpSourceSettings["compression"], hostname: string): boolean {
  if (compression !== "auto") return compression === "on";
  return hostname !== "localhost" && hostname !== "[::1]" && !hostname.startsWith("127.");
}

interface Line {
  readonly subgraph: string;
  readonly path: string;
  readonly maxAnswerBytes: number;
  readonly encodings: string | undefined;
  readonly clock: Clock;
  readonly send: SendShared;
  /** What a query may be shared under now; it goes alone when `undefined`. */
  readonly keyOf: (asked: Pick<Asked, "body" | "headers">) => string | undefined;
  readonly mutated: () => void;
}

// Tells requests apart, and nothing in their answers.
const namesOfRequests = new Set(["x-request-id"]);

function senderTo(pool: SubgraphPool, subgraph: string, { sharesFetches, moment = () => "", telemetry }: HttpSourceOptions) {
  let mutations = 0;
  const send = sharedExchanges(pool.send, countShared(subgraph, telemetry));
  return {
    send,
    mutated: () => {
      mutations += 1;
    },
    keyOf: ({ body, headers }: Pick<Asked, "body" | "headers">): string | undefined => {
      const now = sharesFetches ? moment() : undefined;
      if (now === undefined) return undefined;
      const telling = Object.entries(headers).filter(([name]) => !namesOfRequests.has(name));
      return JSON.stringify([mutations, now, telling, body]);
    },
  };
}

function countShared(subgraph: string, { meter }: Pick<Telemetry, "meter">): CountShared {
  const shared = meter.createCounter("passerelle_subgraph_fetches_shared_total", {
    description: "Fetches that were answered by an equal one under way.",
  });
  return () => shared.add(1, { subgraph });
}

interface Asked {
  readonly body: string;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly headers: Record<string, string>;
  readonly signal: AbortSignal | undefined;
}

async function mutate(line: Line, asked: Asked): Promise<SourceAnswer> {
  try {
    return await post(line, asked, undefined);
  } finally {
    line.mutated();
  }
}

async function post(line: Line, asked: Asked, key: string | undefined): Promise<SourceAnswer> {
  const { subgraph, path, maxAnswerBytes, encodings, clock, send } = line;
  const left = asked.deadline - clock.now();
  if (left <= 0) throw new SubgraphTimeout({ subgraph, reason: "the request's deadline has passed" });
  const { body, signal } = asked;
  const headers = withOwn(asked.headers, left, encodings);
  const call: HttpCall = { path, headers, body, timeoutMs: left, signal, maxAnswerBytes };
  try {
    return readAnswer(subgraph, await send(call, key));
  } catch (cause) {
    if (cause instanceof CallTimedOut) throw new SubgraphTimeout({ subgraph, reason: `${left} ms were left` }, { cause });
    if (cause instanceof AnswerTooLarge || cause instanceof BadCompression)
      throw new SubgraphBadAnswer({ subgraph, reason: cause.message }, { cause });
    if (cause instanceof SubgraphBadAnswer || cause instanceof SubgraphUnavailable) throw cause;
    if (cause instanceof PoolFull) throw new SubgraphUnavailable({ subgraph, reason: cause.message }, { cause });
    throw new SubgraphUnavailable({ subgraph, reason: reasonOf(cause) }, { cause });
  }
}

function withOwn(selected: Record<string, string>, left: number, encodings: string | undefined): Record<string, string> {
  const headers: Record<string, string> = {
    ...selected,
    "content-type": "application/json",
    accept: "application/graphql-response+json, application/json",
    [TIMEOUT_HEADER]: String(Math.floor(left)),
    ...(encodings !== undefined && { "accept-encoding": encodings }),
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
