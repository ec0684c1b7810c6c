import type { FastifyRequest } from "fastify";
import { OperationTypeNode } from "graphql";
import type { Logger } from "pino";
import type { Clock } from "#platform";
import type { KeptAnswers } from "../../cache/index.js";
import { createGatewayContext, type Engine, type GatewayContext } from "../../engine/index.js";
import { callerOf } from "../http-door.js";
import type { AnsweredBy, OperationMetrics } from "../operation-metrics.js";
import type { AskedOperation } from "./asked-operation.js";
import type { HeadersOf } from "./cache-control.js";
import type { ChangeMarks } from "./change-marks.js";
import { finishAnswer, finishFailure, type FinishedAnswer } from "./finished-answer.js";
import { createFlights, type Boarded, type Flights } from "./flights.js";
import type { KnownDocument, KnownOperation } from "./known-documents.js";
import { operationKey } from "./operation-key.js";
import { etagOf } from "./send-answer.js";

/** What known operations run on. */
export interface RunOptions {
  readonly execute: NonNullable<Engine["execute"]>;
  readonly metrics: OperationMetrics;
  readonly marks: ChangeMarks;
  readonly kept: KeptAnswers;
  /** Whether equal queries under way share one execution. */
  readonly shareInFlight: boolean;
  readonly headersOf: HeadersOf;
  readonly clock: Clock;
  readonly log: Logger;
}

/** One request for an operation that is known. */
export interface KnownRequest {
  readonly asked: AskedOperation;
  readonly document: KnownDocument;
  readonly known: KnownOperation;
}

/** An answer, and since when it has been kept. */
export interface ServedAnswer extends FinishedAnswer {
  readonly etag?: string;
  /** Milliseconds; 0 for a new one. */
  readonly ageMs: number;
}

/** Answers a known operation: from what is kept, by an equal one that is under way, or by executing it. */
export type RunKnown = (wanted: KnownRequest, request: FastifyRequest) => Promise<ServedAnswer>;

/** Runs known operations, and counts them as Apollo Server's are counted. */
export function createRunKnown(options: RunOptions): RunKnown {
  const { metrics, marks } = options;
  const flights = createFlights<FinishedAnswer>(marks.mark);
  return async (wanted, request) => {
    const type = wanted.known.operation.operation;
    const context = createGatewayContext(callerOf(request), options.headersOf(request));
    const served = (answer: FinishedAnswer, by: AnsweredBy): void => metrics.count({ type, hasErrors: answer.hasErrors, by });
    if (type === OperationTypeNode.MUTATION) {
      const answer = await execute(wanted, context, options);
      marks.mutated();
      served(answer, "known");
      return { ...answer, ageMs: 0 };
    }
    const key = isPrivate(wanted, options) ? undefined : keyOf(wanted, context);
    const found = key !== undefined && wanted.known.lifetimes.keptMs > 0 ? await options.kept.get(key) : undefined;
    if (found) {
      const answer = { status: 200, body: found.body, etag: found.etag, hasErrors: false, ageMs: options.clock.now() - found.keptAt };
      served(answer, "kept");
      return answer;
    }
    const { result, isShared } = board(wanted, { key, context, flights }, options);
    const answer = await result;
    served(answer, isShared ? "shared" : "known");
    return { ...answer, ageMs: 0 };
  };
}

// What can neither be shared nor kept needs no key.
function isPrivate({ known: { lifetimes } }: KnownRequest, { shareInFlight }: RunOptions): boolean {
  return lifetimes.isPrivate || (!shareInFlight && lifetimes.keptMs === 0);
}

function keyOf({ asked, document }: KnownRequest, context: GatewayContext): string {
  return operationKey({ hash: document.hash, operationName: asked.operationName, variables: asked.variables, context });
}

interface Boarding {
  readonly key: string | undefined;
  readonly context: GatewayContext;
  readonly flights: Flights<FinishedAnswer>;
}

function board(wanted: KnownRequest, { key, context, flights }: Boarding, options: RunOptions): Boarded<FinishedAnswer> {
  if (key === undefined) return { result: execute(wanted, context, options), isShared: false };
  if (!options.shareInFlight) return { result: executeAndKeep(wanted, { key, context }, options), isShared: false };
  const { deadline, signal } = context;
  return flights.join({ key, deadline, signal }, (life) => {
    const shared = createGatewayContext({ ...context, signal: life }, context.forwardedHeaders);
    return executeAndKeep(wanted, { key, context: shared }, options);
  });
}

async function executeAndKeep(
  wanted: KnownRequest,
  { key, context }: { readonly key: string; readonly context: GatewayContext },
  options: RunOptions,
): Promise<FinishedAnswer> {
  const { keptMs } = wanted.known.lifetimes;
  // Taken before anything is read: what changes meanwhile makes the answer too old to be kept.
  const since = keptMs > 0 ? options.marks.mark() : undefined;
  const answer = await execute(wanted, context, options);
  if (since === undefined || answer.hasErrors || answer.status !== 200) return answer;
  await options.kept.put(key, { body: answer.body, etag: etagOf(answer.body), stands: since.stands }, keptMs);
  return answer;
}

async function execute(
  { asked, document: { document, hash }, known: { operation } }: KnownRequest,
  context: GatewayContext,
  { execute: run, log }: RunOptions,
): Promise<FinishedAnswer> {
  try {
    return finishAnswer(await run({ document, documentHash: hash, operation, variables: asked.variables ?? {}, context }), log);
  } catch (error) {
    return finishFailure(error, log);
  }
}
