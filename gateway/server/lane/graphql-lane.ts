import type { FastifyReply, FastifyRequest } from "fastify";
import { OperationTypeNode, type OperationDefinitionNode } from "graphql";
import type { Logger } from "pino";
import { createGatewayContext, type Engine, type GatewayContext } from "../../engine/index.js";
import { callerOf } from "../http-door.js";
import type { OperationMetrics } from "../operation-metrics.js";
import type { AcceptedTypes } from "./accepted-types.js";
import type { AskedOperation } from "./asked-operation.js";
import type { ChangeMarks } from "./change-marks.js";
import { finishAnswer, finishFailure, type FinishedAnswer } from "./finished-answer.js";
import { createFlights } from "./flights.js";
import type { KnownDocument, KnownDocuments } from "./known-documents.js";
import { operationKey } from "./operation-key.js";
import { ASK_AGAIN, sendAnswer } from "./send-answer.js";

/** Answers requests whose documents are known, past Apollo Server. */
export interface GraphqlLane {
  /** The answer on its way; `undefined` for what Apollo Server has to look at. */
  readonly answer: (asked: AskedOperation, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> | undefined;
}

/** What the lane stands on. */
export interface LaneOptions {
  readonly execute: NonNullable<Engine["execute"]>;
  readonly documents: KnownDocuments;
  readonly mediaTypes: AcceptedTypes;
  readonly metrics: OperationMetrics;
  readonly marks: ChangeMarks;
  /** Whether equal queries under way share one execution. */
  readonly shareInFlight: boolean;
  readonly headersOf: HeadersOf;
  readonly log: Logger;
}

/** What of a request's headers travels to subgraphs. */
export type HeadersOf = (request: FastifyRequest) => Readonly<Record<string, string>>;

/** One request that the lane takes. */
interface Laned {
  readonly asked: AskedOperation;
  readonly known: KnownDocument;
  readonly operation: OperationDefinitionNode;
}

/**
 * The fast way: a document that Apollo Server has once parsed, validated and executed is executed and sent without it. Answers, status, headers,
 * errors and metrics are those that Apollo Server gives.
 */
export function createGraphqlLane(options: LaneOptions): GraphqlLane {
  const run = runner(options);
  return {
    answer: (asked, request, reply) => {
      const known = asked.text === undefined ? undefined : options.documents.find(asked.text);
      const operation = known?.operationOf(asked.operationName);
      const mediaType = options.mediaTypes.of(request.headers.accept);
      if (known === undefined || operation === undefined || mediaType === undefined) return undefined;
      if (!isTaken(asked, known, operation)) return undefined;
      return respond(run({ asked, known, operation }, request), { request, reply, mediaType });
    },
  };
}

function isTaken({ method, persistedHash }: AskedOperation, known: KnownDocument, { operation }: OperationDefinitionNode): boolean {
  if (persistedHash !== undefined && persistedHash !== known.hash) return false;
  return operation === OperationTypeNode.QUERY || (operation === OperationTypeNode.MUTATION && method === "POST");
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly mediaType: string;
}

async function respond(work: Promise<FinishedAnswer>, { request, reply, mediaType }: Exchange): Promise<FastifyReply> {
  return sendAnswer(request, reply, { ...(await work), mediaType, cacheControl: ASK_AGAIN });
}

function runner(options: LaneOptions): (laned: Laned, request: FastifyRequest) => Promise<FinishedAnswer> {
  const { metrics, marks, headersOf } = options;
  const flights = createFlights<FinishedAnswer>(marks.mark);
  return async (laned, request) => {
    const { asked, known, operation } = laned;
    const caller = callerOf(request);
    const headers = headersOf(request);
    const type = operation.operation;
    const start = (signal: AbortSignal | undefined = caller.signal): Promise<FinishedAnswer> =>
      execute(laned, createGatewayContext(signal === undefined ? caller : { ...caller, signal }, headers), options);
    const { result, isShared } =
      type === OperationTypeNode.QUERY && options.shareInFlight
        ? flights.join({ key: keyOf({ asked, known }, { ...caller, forwardedHeaders: headers }), ...caller }, start)
        : { result: start(), isShared: false };
    const answer = await result;
    if (type === OperationTypeNode.MUTATION) marks.mutated();
    metrics.count({ type, hasErrors: answer.hasErrors, by: isShared ? "shared" : "known" });
    return answer;
  };
}

function keyOf(
  { asked, known }: Pick<Laned, "asked" | "known">,
  context: Pick<GatewayContext, "viewer" | "languages" | "forwardedHeaders">,
): string {
  return operationKey({ hash: known.hash, operationName: asked.operationName, variables: asked.variables, context });
}

async function execute(
  { asked, known, operation }: Laned,
  context: GatewayContext,
  { execute: run, log }: LaneOptions,
): Promise<FinishedAnswer> {
  try {
    const { document, hash } = known;
    return finishAnswer(await run({ document, documentHash: hash, operation, variables: asked.variables ?? {}, context }), log);
  } catch (error) {
    return finishFailure(error, log);
  }
}
