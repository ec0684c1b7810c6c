import { ApolloGateway, type GraphQLDataSource } from "@apollo/gateway";
import type { GatewayGraphQLResponse, GatewayInterface } from "@apollo/server-gateway-interface";
import { parse, type DocumentNode } from "graphql";
import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import type { Engine, EngineOptions } from "./engine.js";
import { SubscriptionUnsupported } from "./errors.js";
import { createTimeKeeper, type TimeKeeper } from "./leave-time.js";
import type { GatewayContext } from "./request-context.js";
import type { Source } from "./source.js";

/** `@apollo/gateway`'s own execution: the reference that the compiled engine is held against. It serves no subscriptions. */
export function createReferenceEngine({ supergraphSdl, sourceOf, clock, log }: Omit<EngineOptions, "telemetry">): Engine {
  const time = createTimeKeeper(clock);
  const gateway: GatewayInterface = new ApolloGateway({
    supergraphSdl,
    buildService: (definition) => asDataSource(sourceOf(definition), time),
    experimental_didResolveQueryPlan: ({ queryPlan, requestContext }) => time.begin(requestContext.context, queryPlan),
    logger: quiet(log),
  });
  return {
    load: (options) => gateway.load(options),
    subscribe: () => {
      const { message, extensions } = new SubscriptionUnsupported({});
      return Promise.resolve({ errors: [{ message, extensions: { ...extensions } }] });
    },
    onSchemaLoadOrUpdate: (listener) => gateway.onSchemaLoadOrUpdate(listener),
    stop: () => gateway.stop(),
  };
}

// Each fetch gets its share of the request's time.
function asDataSource(source: Source, time: TimeKeeper): GraphQLDataSource<GatewayContext> {
  const documents = new LRUCache<string, DocumentNode>({ max: 1000 });
  const documentOf = (operation: string): DocumentNode => {
    const document = documents.get(operation) ?? parse(operation, { noLocation: true });
    documents.set(operation, document);
    return document;
  };
  return {
    process: async (options) => {
      // The gateway asks with an operation only; it reads no schema through a source, and its health check is off.
      if (!("incomingRequestContext" in options)) return {};
      const { query: operation = "", operationName, variables = {} } = options.request;
      const request = { operation, document: () => documentOf(operation), operationKind: "query", operationName, variables } as const;
      // Two libraries' words for the same JSON.
      return (await source.fetch(request, time.contextFor(options.context, operation))) as GatewayGraphQLResponse;
    },
  };
}

// The gateway greets and explains at level info; what it has to say matters from warnings on.
function quiet(log: Logger): {
  debug: (m?: unknown) => void;
  info: (m?: unknown) => void;
  warn: (m?: unknown) => void;
  error: (m?: unknown) => void;
} {
  return {
    debug: () => undefined,
    info: (message) => log.debug(String(message)),
    warn: (message) => log.warn(String(message)),
    error: (message) => log.error(String(message)),
  };
}
