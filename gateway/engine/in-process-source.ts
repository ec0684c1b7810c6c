import type { GraphQLDataSource } from "@apollo/gateway";
import type { GatewayGraphQLResponse } from "@apollo/server-gateway-interface";
import { execute, parse, validate, type DocumentNode, type ExecutionResult, type GraphQLError } from "graphql";
import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import type { Subgraph } from "#platform";
import { isPresentable, masked } from "./mask-error.js";
import type { GatewayContext } from "./request-context.js";

/** Runs a subgraph's operations in this process, without HTTP. Resolvers' unexpected errors are logged and masked. */
export function inProcessSource(subgraph: Subgraph, log: Logger): GraphQLDataSource<GatewayContext> {
  const origin = { subgraph: subgraph.name, log };
  const checked = new LRUCache<string, CheckedDocument>({ max: 1000 });
  const check = (query: string): CheckedDocument => {
    const known = checked.get(query) ?? checkDocument(subgraph, query);
    checked.set(query, known);
    return known;
  };
  return {
    process: async (options) => {
      // The gateway asks with an operation only; it reads no schema through a source, and its health check is off.
      if (!("incomingRequestContext" in options)) return {};
      const { request, context } = options;
      const { document, errors } = check(request.query ?? "");
      if (errors.length > 0) return refused(errors, { code: "GRAPHQL_VALIDATION_FAILED", ...origin });
      const result = await execute({
        schema: subgraph.schema,
        document,
        contextValue: context.contextOf(subgraph, context.deadline),
        variableValues: request.variables,
        operationName: request.operationName,
      });
      // Without data, execution never began: the variables do not fit.
      if (result.data === undefined) return refused(result.errors ?? [], { code: "BAD_USER_INPUT", ...origin });
      return responseOf(result, origin);
    },
  };
}

interface CheckedDocument {
  readonly document: DocumentNode;
  readonly errors: readonly GraphQLError[];
}

// The gateway knows no scalar's own rules: a literal that breaks one is found here, as a subgraph over HTTP finds it.
function checkDocument({ schema }: Subgraph, query: string): CheckedDocument {
  const document = parse(query, { noLocation: true });
  return { document, errors: validate(schema, document) };
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

function refused(
  errors: readonly GraphQLError[],
  { code, subgraph }: Pick<Origin, "subgraph"> & { readonly code: string },
): GatewayGraphQLResponse {
  return { errors: errors.map(({ message }) => ({ message, extensions: { code, retryable: false, subgraph } })) };
}

// The gateway's executor reads errors as they come over HTTP: plain, with path and extensions.
function expose(error: GraphQLError, { subgraph, log }: Origin): object {
  const shown = isPresentable(error) ? error.toJSON() : masked(error.path);
  if (shown.message !== error.message)
    log.error({ err: error.originalError, subgraph, path: error.path }, "a resolver failed unexpectedly");
  return { ...shown, extensions: { ...shown.extensions, subgraph } };
}
