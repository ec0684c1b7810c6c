import type { GraphQLDataSource } from "@apollo/gateway";
import type { GatewayGraphQLResponse } from "@apollo/server-gateway-interface";
import { execute, parse, type DocumentNode, type ExecutionResult, type GraphQLError } from "graphql";
import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import type { Subgraph } from "#platform";
import { isPresentable, masked } from "./mask-error.js";
import type { GatewayContext } from "./request-context.js";

/** Runs a subgraph's operations in this process, without HTTP. Resolvers' unexpected errors are logged and masked. */
export function inProcessSource(subgraph: Subgraph, log: Logger): GraphQLDataSource<GatewayContext> {
  const documents = new LRUCache<string, DocumentNode>({ max: 1000 });
  const documentOf = (query: string): DocumentNode => {
    const document = documents.get(query) ?? parse(query, { noLocation: true });
    documents.set(query, document);
    return document;
  };
  return {
    process: async ({ request, context }) => {
      const result = await execute({
        schema: subgraph.schema,
        document: documentOf(request.query ?? ""),
        contextValue: context.contextOf(subgraph, context.deadline),
        variableValues: request.variables,
        operationName: request.operationName,
      });
      return responseOf(result, { subgraph: subgraph.name, log });
    },
  };
}

interface Origin {
  readonly subgraph: string;
  readonly log: Logger;
}

function responseOf(result: ExecutionResult, origin: Origin): GatewayGraphQLResponse {
  return {
    data: result.data ?? null,
    ...(result.errors && { errors: result.errors.map((error) => expose(error, origin)) }),
  } as GatewayGraphQLResponse;
}

// The gateway's executor reads errors as they come over HTTP: plain, with path and extensions.
function expose(error: GraphQLError, { subgraph, log }: Origin): object {
  const shown = isPresentable(error) ? error.toJSON() : masked(error.path);
  if (shown.message !== error.message) log.error({ err: error.originalError, subgraph, path: error.path }, "a resolver failed unexpectedly");
  return { ...shown, extensions: { ...shown.extensions, subgraph } };
}
