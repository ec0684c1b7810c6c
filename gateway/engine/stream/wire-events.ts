import { GraphQLError } from "graphql";
import { z } from "zod";
import { placeIn } from "#platform";
import { SubgraphBadAnswer } from "../errors.js";
import type { SourceEvent, SourceRequest } from "../source.js";
import { answerShape, told } from "../subgraph-answer.js";

/** Most events of one subscription at a subgraph over HTTP that wait for its client. */
export const WAITING_EVENTS = 256;

/** What a subgraph is asked with, by the libraries of both protocols. */
export function payloadOf({ operation, operationName, variables }: SourceRequest) {
  return { query: operation, variables: { ...variables }, ...(operationName !== undefined && { operationName }) };
}

/** Reads a subgraph's message as an event, with its place where the subgraph tells it; an error when it is none. */
export function readEvent(message: unknown, subgraph: string): SourceEvent | Error {
  const answer = answerShape.safeParse(message).data;
  if (answer === undefined) return new SubgraphBadAnswer({ subgraph, reason: 'an event without "data" and "errors"' });
  return { answer: () => Promise.resolve(told(subgraph, answer)), place: placeIn(answer.extensions ?? undefined) };
}

const refusal = z.array(z.looseObject({ message: z.string(), extensions: z.looseObject({}).optional() })).min(1);

/** The first of a subgraph's own errors, which says why there is no stream or no more of it; `undefined` when these are none. */
export function refusedBy(errors: unknown, subgraph: string): GraphQLError | undefined {
  const [refused] = refusal.safeParse(errors).data ?? [];
  return refused && new GraphQLError(refused.message, { extensions: { ...refused.extensions, subgraph } });
}
