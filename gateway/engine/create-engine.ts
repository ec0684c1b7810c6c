import { ApolloGateway, type GraphQLDataSource } from "@apollo/gateway";
import type { GatewayExecutionResult, GatewayInterface, GatewayGraphQLRequestContext } from "@apollo/server-gateway-interface";
import { SpanKind } from "@opentelemetry/api";
import { GraphQLError } from "graphql";
import type { Logger } from "pino";
import { inSpan, type Clock, type Telemetry } from "#platform";
import { createTimeKeeper, type TimeKeeper } from "./leave-time.js";
import type { GatewayContext } from "./request-context.js";

/** What runs operations over the supergraph, as `@apollo/server` takes it. */
export type Engine = GatewayInterface;

/** What an engine stands on. */
export interface EngineOptions {
  readonly supergraphSdl: string;
  /** The source of a subgraph, by its name and the URL in the supergraph. */
  readonly sourceOf: (subgraph: { readonly name: string; readonly url?: string | undefined }) => GraphQLDataSource<GatewayContext>;
  readonly telemetry: Telemetry;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * The engine: plans and executes operations. Today it is `@apollo/gateway`'s own; the seam is this function, and whatever replaces it keeps its
 * promise: spans `operation` and `fetch <subgraph>`, one call of a source per fetch.
 */
export function createEngine({ supergraphSdl, sourceOf, telemetry, clock, log }: EngineOptions): Engine {
  const time = createTimeKeeper(clock);
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: (definition) => traced(definition.name, punctual(sourceOf(definition), time), telemetry),
    experimental_didResolveQueryPlan: ({ queryPlan, requestContext }) => time.begin(requestContext.context, queryPlan),
    logger: quiet(log),
  });
  return {
    load: async (options) => {
      const { executor } = await gateway.load(options);
      return {
        executor: async (request) => {
          if (!hasOperation(request)) return notOne;
          const start = { name: operationName(request), attributes: operationAttributes(request) };
          return inSpan(telemetry.tracer, start, async () => executor(request).catch(clientMistake));
        },
      };
    },
    onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
    stop: () => gateway.stop(),
  };
}

// Apollo Server leaves it to the gateway to say that a document's operations are several and none is named, or none is of that name.
function hasOperation(request: Partial<GatewayGraphQLRequestContext>): boolean {
  return request.operation !== undefined;
}

const notOne: GatewayExecutionResult = {
  errors: [
    new GraphQLError("It is not clear which operation is meant; name one of the document's in operationName.", {
      extensions: { code: "OPERATION_RESOLUTION_FAILURE", http: { status: 400 } },
    }),
  ],
};

// The planner finds some values wrong that validation lets pass, such as a float literal too large for one.
function clientMistake(error: unknown): GatewayExecutionResult {
  if (!(error instanceof GraphQLError) || error.extensions["code"] !== "INVALID_GRAPHQL") throw error;
  return { errors: [new GraphQLError(error.message, { extensions: { code: "GRAPHQL_VALIDATION_FAILED", http: { status: 400 } } })] };
}

/** The same source, with each fetch given its share of the request's time. */
function punctual(source: GraphQLDataSource<GatewayContext>, time: TimeKeeper): GraphQLDataSource<GatewayContext> {
  return {
    process: (options) => {
      // Whatever is not part of an operation, such as a health check, has no time to share.
      if (!("incomingRequestContext" in options)) return source.process(options);
      return source.process({ ...options, context: time.contextFor(options.context, options.request.query) });
    },
  };
}

function traced(name: string, source: GraphQLDataSource<GatewayContext>, telemetry: Telemetry): GraphQLDataSource<GatewayContext> {
  const fetches = telemetry.meter.createCounter("passerelle_subgraph_fetches_total", { description: "Fetches from subgraphs." });
  return {
    process: (options) => {
      fetches.add(1, { subgraph: name });
      const start = { name: `fetch ${name}`, kind: SpanKind.CLIENT, attributes: { "passerelle.subgraph": name } };
      return inSpan(telemetry.tracer, start, () => source.process(options));
    },
  };
}

function operationName({ operation }: GatewayGraphQLRequestContext): string {
  return `operation ${operation.operation}`;
}

function operationAttributes({ operation, queryHash }: GatewayGraphQLRequestContext): Record<string, string> {
  return {
    "graphql.operation.type": operation.operation,
    ...(operation.name && { "graphql.operation.name": operation.name.value }),
    ...(queryHash && { "graphql.document.hash": queryHash }),
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
