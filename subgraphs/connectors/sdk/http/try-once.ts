import { context, propagation } from "@opentelemetry/api";
import type { Pool } from "undici";
import type { Clock } from "#platform";
import type { ConnectorFace } from "../connector.js";
import type { VendorAnswer, VendorRequest } from "../http-client.js";
import type { BreakerRefusal, CircuitBreaker, Verdict } from "./circuit-breaker.js";
import { faultOfStatus } from "./fault-of-status.js";
import type { Gate } from "./gate.js";
import type { LatencyWindow } from "./latency-window.js";
import { longestWaitMs } from "./next-try.js";
import type { Pace } from "./pace.js";
import { within, type Patience } from "./patience.js";
import { jsonProblem, readAnswer } from "./read-answer.js";
import { requestContent } from "./request-target.js";
import { sendOnce, type WireRequest } from "./send-once.js";
import { SystemUnavailable } from "../errors.js";
import { failureOfFault, failureOfWire, heldBack, timedOut, unreadable, type TryFailure, type Where } from "./try-failure.js";

const longestProbeWaitMs = 1_000;

/** One vendor as the tries see it. */
export interface VendorLine {
  readonly system: string;
  readonly connector: Pick<ConnectorFace, "name" | "classify">;
  readonly pool: Pool;
  readonly pace: Pace;
  readonly gate: Gate;
  readonly breaker: CircuitBreaker;
  readonly latencies: LatencyWindow;
  readonly clock: Clock;
  readonly tryMs: number;
  readonly maxBytes: number;
}

/** What one try is about. */
export interface TryPlan {
  readonly request: VendorRequest;
  readonly url: URL;
  /** `json` makes an answer that is none a failure. */
  readonly expects: "json" | "anything";
  readonly patience: Omit<Patience, typeof Symbol.dispose>;
}

/** An answer, or why there is none. */
export type TryResult = { readonly answer: VendorAnswer } | TryFailure;

/** Waits for its turn, sends the request once, and tells the breaker how it went. */
export async function tryOnce(line: VendorLine, plan: TryPlan): Promise<TryResult> {
  try {
    const { patience, request } = plan;
    patience.signal.throwIfAborted();
    const where = whereOf(line, plan);
    const maxWaitMs = Math.min(patience.leftMs(), longestWaitMs);
    const admission = await line.pace.enter(request.cost ?? 1, { maxWaitMs, signal: patience.signal });
    if (!admission.isAdmitted) return heldBack(where, "our limit of requests a second is used up", admission.retryAfterMs);
    const release = await line.gate.enter(patience.signal);
    if (release === undefined) return heldBack(where, "too many requests wait already");
    try {
      return await tryThroughBreaker(line, plan);
    } finally {
      release();
    }
  } catch (error) {
    if (!plan.patience.signal.aborted) throw error;
    return { ...timedOut(whereOf(line, plan), endOf(plan.patience), false), retry: "never" };
  }
}

async function tryThroughBreaker(line: VendorLine, plan: TryPlan): Promise<TryResult> {
  const leave = await leaveToTry(line, plan);
  if (typeof leave !== "function") return circuitOpen(whereOf(line, plan), leave.nextTryInMs);
  if (line.breaker.state() === "closed") return askAndTell(line, plan, leave);
  // A probe runs to its end even when its caller gives up first: ended early it would tell nothing, and another one would have to follow.
  const probe = askAndTell(line, { ...plan, patience: endlessPatience() }, leave);
  return within(probe, plan.patience.signal);
}

async function askAndTell(line: VendorLine, plan: TryPlan, tell: Verdict): Promise<TryResult> {
  let outcome: TryFailure["outcome"] = "unknown";
  try {
    const result = await askVendor(line, plan);
    outcome = "answer" in result ? "success" : result.outcome;
    return result;
  } finally {
    tell(outcome);
  }
}

function endlessPatience(): TryPlan["patience"] {
  return { signal: new AbortController().signal, leftMs: () => Infinity, isAbandoned: () => false };
}

/** Those who come while the circuit's one probe is under way wait a moment for what it finds, so that a read of several requests recovers whole. */
async function leaveToTry({ breaker }: VendorLine, { patience }: TryPlan): Promise<Verdict | BreakerRefusal> {
  let leave = breaker.admit();
  if (typeof leave === "function" || leave.probe === undefined) return leave;
  const enough = AbortSignal.any([patience.signal, AbortSignal.timeout(longestProbeWaitMs)]);
  // A probe may end without a verdict; then the next of those who wait is the probe, and the others wait for that one.
  while (typeof leave !== "function" && leave.probe !== undefined && !enough.aborted) {
    await within(leave.probe, enough).catch(() => undefined);
    patience.signal.throwIfAborted();
    leave = breaker.admit();
  }
  return leave;
}

async function askVendor(line: VendorLine, plan: TryPlan): Promise<TryResult> {
  const where = whereOf(line, plan);
  const tryMs = Math.min(line.tryMs, plan.patience.leftMs());
  const timeout = AbortSignal.timeout(Math.ceil(tryMs));
  const signal = AbortSignal.any([timeout, plan.patience.signal]);
  const startedAt = performance.now();
  try {
    const answer = readAnswer(await sendOnce(line.pool, wireRequest(plan), { signal, maxBytes: line.maxBytes }));
    line.latencies.add(performance.now() - startedAt);
    return judge(line, plan, answer);
  } catch (error) {
    if (plan.patience.isAbandoned()) return { ...timedOut(where, endOf(plan.patience), false), retry: "never" };
    if (!signal.aborted) return failureOfWire(where, error);
    // A deadline shorter than the vendor's usual time says nothing about the vendor.
    const isTelling = tryMs >= line.tryMs || tryMs >= 2 * (line.latencies.medianMs() ?? 0);
    return timedOut(where, `no answer within ${Math.round(tryMs)} ms`, isTelling);
  }
}

function judge(line: VendorLine, { request, expects }: TryPlan, answer: VendorAnswer): TryResult {
  const where = { system: line.system, operation: request.operation };
  if (request.accept?.includes(answer.status)) return { answer };
  const fault = line.connector.classify?.(answer) ?? faultOfStatus(answer, line.clock.now());
  if (fault !== undefined) {
    if (fault.kind === "rate-limited" && fault.retryAfterMs !== undefined) line.pace.pause(fault.retryAfterMs);
    return failureOfFault(where, fault);
  }
  const problem = expects === "json" ? jsonProblem(answer) : undefined;
  return problem === undefined ? { answer } : unreadable(where, problem);
}

function wireRequest({ request, url }: TryPlan): WireRequest {
  const { headers, body } = requestContent(request);
  propagation.inject(context.active(), headers);
  return { url, method: request.method, headers, body };
}

function circuitOpen(where: Where, nextTryInMs: number): TryFailure {
  const reason = `circuit open, next try in ${Math.ceil(nextTryInMs / 1000)} s`;
  return { error: new SystemUnavailable({ ...where, reason, retryAfterMs: nextTryInMs }), outcome: "unknown", retry: "never" };
}

function endOf({ signal }: TryPlan["patience"]): string {
  return signal.reason instanceof Error ? signal.reason.message : "the call ended";
}

function whereOf({ system }: VendorLine, { request }: TryPlan): Where {
  return { system, operation: request.operation };
}
