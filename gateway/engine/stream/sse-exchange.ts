import { context as otelContext, propagation } from "@opentelemetry/api";
import { NetworkError } from "graphql-sse";
import { errors, type Dispatcher } from "undici";
import { z } from "zod";
import { SubgraphBadAnswer, SubgraphUnavailable, SubscriptionUnsupported } from "../errors.js";
import { EventTooLarge, wholeLines } from "./whole-lines.js";
import { refusedBy } from "./wire-events.js";

/** Where a stream of server-sent events is asked for. */
export interface SseExchangeOptions {
  readonly subgraph: string;
  readonly dispatcher: Pick<Dispatcher, "request">;
  readonly origin: string;
  readonly path: string;
  readonly idleMs: number;
  readonly maxEventBytes: number;
  /** Hears why a try failed, before the client of graphql-sse does, which keeps only the message. */
  readonly failed: (reason: Error) => void;
}

/** As much of a `Response` as the client of graphql-sse looks at. */
export interface SseResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly body: AsyncIterable<Uint8Array>;
}

const request = z.looseObject({ headers: z.record(z.string(), z.string()), body: z.string(), signal: z.instanceof(AbortSignal) });
const withErrors = z.looseObject({ errors: z.unknown() });

const openWithinMs = 10_000;
const maxRefusalBytes = 65_536;
const passing = new Set([408, 425, 429]);
const otherThanStreams = new Set([405, 406, 415]);

/**
 * A `fetch` for the client of graphql-sse, straight over undici: no connection may be silent for longer than `idleMs`, no event larger than
 * `maxEventBytes`. Only what may pass rejects, or ends the body, with a `NetworkError`; everything is told to `failed`.
 */
export function sseExchange(options: SseExchangeOptions): (url: string, init: unknown) => Promise<SseResponse> {
  const tell = (cause: unknown): Error => {
    const reason = asFailure(cause, options);
    options.failed(reason);
    // The client tries again after these only.
    return reason instanceof SubgraphUnavailable ? new NetworkError(reason) : reason;
  };
  return async (_url, init) => {
    const { headers, body, signal } = request.parse(init);
    propagation.inject(otelContext.active(), headers);
    const { dispatcher, origin, path, idleMs } = options;
    try {
      const sent = { origin, path, method: "POST", headers, body, signal, headersTimeout: openWithinMs, bodyTimeout: idleMs } as const;
      const response = await dispatcher.request(sent);
      await refuseOther(response, options.subgraph);
      return { ok: true, status: 200, statusText: "OK", body: events(response.body, options.maxEventBytes, tell) };
    } catch (cause) {
      throw tell(cause);
    }
  };
}

async function refuseOther({ statusCode, headers, body }: Dispatcher.ResponseData, subgraph: string): Promise<void> {
  const isWell = statusCode >= 200 && statusCode < 300;
  if (isWell && String(headers["content-type"]).startsWith("text/event-stream")) return;
  const refused = await readRefusal(body, { subgraph, mayHaveData: !isWell });
  if (statusCode >= 500 || passing.has(statusCode)) throw new SubgraphUnavailable({ subgraph, reason: `HTTP ${statusCode}` });
  if (refused) throw refused;
  if (isWell || otherThanStreams.has(statusCode)) throw new SubscriptionUnsupported({ subgraph });
  throw new SubgraphBadAnswer({ subgraph, reason: `HTTP ${statusCode} instead of a stream` });
}

interface RefusalReading {
  readonly subgraph: string;
  /** Whether errors beside data are a refusal: where all is well, they say that a server took the subscription for a query. */
  readonly mayHaveData: boolean;
}

async function readRefusal(body: Dispatcher.ResponseData["body"], { subgraph, mayHaveData }: RefusalReading): Promise<Error | undefined> {
  let text = "";
  for await (const chunk of body) {
    text += String(chunk);
    // The loop's end lets go of the connection.
    if (text.length > maxRefusalBytes) return undefined;
  }
  try {
    const answer = withErrors.parse(JSON.parse(text));
    return "data" in answer && !mayHaveData ? undefined : refusedBy(answer.errors, subgraph);
  } catch {
    return undefined;
  }
}

async function* events(
  body: AsyncIterable<Uint8Array>,
  maxEventBytes: number,
  tell: (cause: unknown) => Error,
): AsyncGenerator<Buffer, void> {
  try {
    yield* wholeLines(body, maxEventBytes);
  } catch (cause) {
    throw tell(cause);
  }
  // After `complete` nobody hears this; without it the client would wait for ever when no reader happens to wait.
  throw tell(new Error("its stream ended early"));
}

function asFailure(cause: unknown, { subgraph, idleMs }: SseExchangeOptions): Error {
  if (cause instanceof EventTooLarge) return new SubgraphBadAnswer({ subgraph, reason: cause.message }, { cause });
  if (cause instanceof errors.BodyTimeoutError)
    return new SubgraphUnavailable({ subgraph, reason: `its stream was silent for ${idleMs} ms` }, { cause });
  if (!(cause instanceof Error)) return new SubgraphUnavailable({ subgraph, reason: "unknown failure" }, { cause });
  if ("extensions" in cause) return cause;
  const reason = "code" in cause && typeof cause.code === "string" ? cause.code : cause.message;
  return new SubgraphUnavailable({ subgraph, reason }, { cause });
}
