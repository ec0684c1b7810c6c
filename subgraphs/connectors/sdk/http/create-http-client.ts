import { SpanKind, type Span } from "@opentelemetry/api";
import type { Logger } from "pino";
import { Pool } from "undici";
import type { z } from "zod";
import { errorCode, globalTelemetry, inSpan, type Clock, type Telemetry } from "#platform";
import type { ConnectorFace, VendorLimits } from "../connector.js";
import { SystemBadAnswer } from "../errors.js";
import type { HttpClient, VendorAnswer, VendorRequest } from "../http-client.js";
import { createCircuitBreaker, type BreakerOptions } from "./circuit-breaker.js";
import { createGate } from "./gate.js";
import { createHealthRecord, type SystemHealth } from "./health-record.js";
import { createLatencyWindow } from "./latency-window.js";
import { planTries } from "./next-try.js";
import { createLocalPace, type Pace } from "./pace.js";
import { startPatience } from "./patience.js";
import { misfit } from "./read-answer.js";
import { requestTarget } from "./request-target.js";
import { tryOnce, type TryPlan, type VendorLine } from "./try-once.js";
import { createVendorInstruments, type VendorInstruments } from "./vendor-instruments.js";

/** What a vendor's client is made of. */
export interface HttpClientOptions {
  /** Name of the system in the settings. */
  readonly system: string;
  readonly connector: Pick<ConnectorFace, "name" | "classify">;
  readonly baseUrl: string;
  readonly limits: VendorLimits;
  readonly clock: Clock;
  readonly log: Logger;
  /** The process's own when absent. */
  readonly telemetry?: Telemetry | undefined;
  readonly breaker?: BreakerOptions | undefined;
  /** The rate limit of this process when absent; several nodes share one by giving their own. */
  readonly pace?: Pace | undefined;
  /** Requests that may wait for a place or their turn; 1,000 when absent. */
  readonly maxWaiting?: number | undefined;
  /** Largest answer that is read, after decompression; 32 MiB when absent. */
  readonly maxAnswerBytes?: number | undefined;
}

/** A vendor's client with what its owner needs: its health, and its end. */
export interface VendorClient extends HttpClient {
  readonly health: () => SystemHealth;
  /** Lets what is under way finish, then closes the connections. */
  readonly close: () => Promise<void>;
}

const longestConnectMs = 2_000;

interface Line extends VendorLine {
  readonly origin: URL;
  readonly instruments: VendorInstruments;
  readonly telemetry: Telemetry;
  readonly record: ReturnType<typeof createHealthRecord>;
}

/** Makes the client of one vendor: time limits, retries, rate, concurrency, breaker, tracing and parsing in one place. */
export function createHttpClient(options: HttpClientOptions): VendorClient {
  const line = openLine(options);
  const ask = (request: VendorRequest, expects: TryPlan["expects"]): Promise<VendorAnswer> => askInSpan(line, request, expects);
  return {
    send: (request) => ask(request, "anything"),
    json: async (request, schema) => fit(line, { request, schema }, await ask(request, "json")),
    health: () => ({
      ...line.record.read(),
      state: line.breaker.state(),
      latencyMsMedian: line.latencies.medianMs(),
      waiting: line.gate.waiting(),
      underWay: line.gate.underWay(),
    }),
    close: async () => {
      line.instruments.close();
      await line.pool.close();
    },
  };
}

function openLine(options: HttpClientOptions): Line {
  const { system, connector, limits, clock, log, telemetry = globalTelemetry(), maxWaiting = 1_000 } = options;
  const origin = new URL(options.baseUrl);
  const tryMs = limits.timeoutMs ?? 5_000;
  const gate = createGate(limits.concurrency, maxWaiting);
  const breaker = createCircuitBreaker(options.breaker ?? {}, {
    clock,
    onChange: (state) => log[state === "closed" ? "info" : "warn"]({ system, breaker: state }, "circuit breaker changed"),
  });
  return {
    system,
    connector,
    origin,
    clock,
    gate,
    breaker,
    telemetry,
    tryMs,
    maxBytes: options.maxAnswerBytes ?? 32 * 1024 * 1024,
    latencies: createLatencyWindow(),
    record: createHealthRecord(clock),
    pace: options.pace ?? createLocalPace({ perSecond: limits.perSecond, burst: limits.burst, maxWaiting, clock }),
    pool: createPool(origin, limits.concurrency, tryMs),
    instruments: createVendorInstruments(telemetry.meter, system, {
      breaker: breaker.state,
      waiting: gate.waiting,
      underWay: gate.underWay,
    }),
  };
}

/** Each try has its own exact time limit; the pool's, which are coarse, only catch what slips through. */
function createPool({ origin }: URL, connections: number, tryMs: number): Pool {
  const limitMs = tryMs + 1_000;
  const connect = { timeout: Math.min(tryMs, longestConnectMs) };
  return new Pool(origin, { connections, headersTimeout: limitMs, bodyTimeout: limitMs, keepAliveTimeout: 10_000, connect });
}

function askInSpan(line: Line, request: VendorRequest, expects: TryPlan["expects"]): Promise<VendorAnswer> {
  const attributes = {
    "passerelle.system": line.system,
    "passerelle.connector": line.connector.name,
    "http.request.method": request.method,
    "server.address": line.origin.hostname,
    ...(line.origin.port === "" ? {} : { "server.port": Number(line.origin.port) }),
  };
  const start = { name: `vendor ${request.operation}`, kind: SpanKind.CLIENT, attributes };
  return inSpan(line.telemetry.tracer, start, (span) => measured(line, request, () => askWithRetries(line, { request, expects }, span)));
}

async function measured(line: Line, { operation }: VendorRequest, ask: () => Promise<VendorAnswer>): Promise<VendorAnswer> {
  const startedAt = performance.now();
  let outcome = "ok";
  try {
    const answer = await ask();
    line.record.succeeded();
    return answer;
  } catch (error) {
    outcome = errorCode(error);
    line.record.failed(error);
    throw error;
  } finally {
    line.instruments.finished({ operation, outcome, seconds: (performance.now() - startedAt) / 1000 });
  }
}

async function askWithRetries(line: Line, asked: Pick<TryPlan, "request" | "expects">, span: Span): Promise<VendorAnswer> {
  const { request } = asked;
  const url = requestTarget(line.origin, request);
  if (url === undefined) throw badAnswer(line, request, "a link to another origin, which is not followed");
  using patience = startPatience(request.call, line.clock);
  const nextTry = planTries(request);
  let failed: Error | undefined;
  for (let retries = 0; ; retries += 1) {
    const result = await tryOnce(line, { ...asked, url, patience });
    span.setAttribute("http.request.resend_count", retries);
    if ("answer" in result) {
      span.setAttribute("http.response.status_code", result.answer.status);
      return result.answer;
    }
    const waitMs = nextTry(result, patience.leftMs());
    // What the vendor did wrong tells more than that we stopped asking.
    if (waitMs === undefined) throw result.outcome === "unknown" ? (failed ?? result.error) : result.error;
    failed = result.error;
    line.instruments.retried(request.operation);
    await line.clock.wait(waitMs, patience.signal).catch(() => undefined);
  }
}

interface Expectation<Schema> {
  readonly request: VendorRequest;
  readonly schema: Schema;
}

function fit<Schema extends z.ZodType>(line: Line, { request, schema }: Expectation<Schema>, answer: VendorAnswer): z.output<Schema> {
  const parsed = schema.safeParse(answer.body);
  if (parsed.success) return parsed.data;
  throw badAnswer(line, request, answer.body === undefined ? "an empty body" : misfit(parsed.error));
}

function badAnswer({ system }: Line, { operation }: VendorRequest, reason: string): Error {
  return new SystemBadAnswer({ system, operation, reason });
}
