import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from "graphql";
import { lifetimeOf, readCacheHints, type CacheHints } from "../../cache/index.js";

/** How long answers to an operation may be kept. */
export interface AnswerLifetimes {
  /** By this gateway, in milliseconds; 0 when it must not. */
  readonly keptMs: number;
  /** By the client and by what stands between, in milliseconds: only as long as hints say, since a change does not reach them. */
  readonly toldMs: number;
  /** Whether the answer is nobody's but its viewer's. */
  readonly isPrivate: boolean;
}

/** Finds the lifetimes of a document's operation. */
export type FindLifetimes = (
  operation: OperationDefinitionNode,
  context: { readonly document: DocumentNode; readonly schema: GraphQLSchema },
) => AnswerLifetimes;

/** Lifetimes by the supergraph's `@cacheControl` hints; where they say nothing, by `defaultMs` for this gateway and not at all for others. */
export function answerLifetimes(supergraphSdl: string, defaultMs: number): FindLifetimes {
  let hints: CacheHints | undefined;
  return (operation, context) => {
    if (operation.operation !== "query") return none;
    const ground = { ...context, hints: (hints ??= readCacheHints(supergraphSdl)) };
    const { maxAgeMs: toldMs, isPrivate } = lifetimeOf(operation, { ...ground, defaultMs: 0 });
    const { maxAgeMs } = lifetimeOf(operation, { ...ground, defaultMs });
    return { keptMs: isPrivate ? 0 : maxAgeMs, toldMs, isPrivate };
  };
}

const none: AnswerLifetimes = { keptMs: 0, toldMs: 0, isPrivate: false };
