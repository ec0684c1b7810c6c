import type { FastifyReply, FastifyRequest } from "fastify";
import { OperationTypeNode, type OperationDefinitionNode } from "graphql";
import type { AcceptedTypes } from "./accepted-types.js";
import type { AskedOperation } from "./asked-operation.js";
import type { CacheControl } from "./cache-control.js";
import type { KnownDocument, KnownDocuments } from "./known-documents.js";
import type { PersistedQueries } from "./persisted-queries.js";
import type { KnownRequest, RunKnown } from "./run-known.js";
import { sendAnswer } from "./send-answer.js";

/** Answers requests whose documents are known, past Apollo Server. */
export interface GraphqlLane {
  /** The answer on its way; `undefined` for what Apollo Server has to look at. */
  readonly answer: (asked: AskedOperation, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> | undefined;
}

/** What the lane stands on. */
export interface LaneOptions {
  readonly run: RunKnown;
  readonly documents: KnownDocuments;
  readonly persisted: PersistedQueries;
  readonly mediaTypes: AcceptedTypes;
  readonly cacheControl: CacheControl;
}

/**
 * The fast way: a document that Apollo Server has once parsed, validated and executed is executed and sent without it. Answers, status, headers,
 * errors and metrics are those that Apollo Server gives.
 */
export function createGraphqlLane({ run, documents, persisted, mediaTypes, cacheControl }: LaneOptions): GraphqlLane {
  const respond = async (wanted: KnownRequest, { request, reply, mediaType }: Exchange): Promise<FastifyReply> => {
    const answer = await run(wanted, request);
    const headers = cacheControl.of(request, wanted.known.lifetimes, answer.ageMs);
    return sendAnswer(request, reply, { ...answer, mediaType, headers });
  };
  return {
    answer: (asked, request, reply) => {
      const document = asked.text === undefined ? undefined : documents.find(asked.text);
      const known = document?.operationOf(asked.operationName);
      const mediaType = mediaTypes.of(request.headers.accept);
      if (document === undefined || known === undefined || mediaType === undefined) return undefined;
      if (!isTaken(asked, document, known.operation)) return undefined;
      if (asked.persistedHash !== undefined && asked.text !== undefined) persisted.keep(asked.persistedHash, asked.text);
      return respond({ asked, document, known }, { request, reply, mediaType });
    },
  };
}

function isTaken({ method, persistedHash }: AskedOperation, document: KnownDocument, { operation }: OperationDefinitionNode): boolean {
  if (persistedHash !== undefined && persistedHash !== document.hash) return false;
  return operation === OperationTypeNode.QUERY || (operation === OperationTypeNode.MUTATION && method === "POST");
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly mediaType: string;
}
