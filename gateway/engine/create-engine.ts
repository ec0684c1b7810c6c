import type { GatewayExecutionResult, GatewayGraphQLRequestContext } from "@apollo/server-gateway-interface";
import { GraphQLError } from "graphql";
import { inSpan } from "#platform";
import { createCompiledEngine } from "./compiled-engine.js";
import type { Engine, EngineOptions } from "./engine.js";
import { OperationUnclear } from "./errors.js";
import { traceSources } from "./traced.js";

/** The engine: plans and executes operations, each in a span `operation <type>`, each event of a subscription too, each fetch in a span `fetch <subgraph>`. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { settings, telemetry, sourceOf } = options;
  const trace = traceSources(telemetry);
  const traced: EngineOptions = { ...options, sourceOf: (subgraph) => trace(subgraph.name, sourceOf(subgraph)) };
  const engine = settings.executor === "compiled" ? createCompiledEngine(traced) : await referenceEngine(traced);
  return {
    load: async (apollo) => {
      const { executor } = await engine.load(apollo);
      if (executor === null) throw new TypeError("The engine loaded without an executor.");
      return {
        executor: async (request) => {
          if (!hasOperation(request)) return notOne();
          const start = { name: operationName(request), attributes: operationAttributes(request) };
          return inSpan(telemetry.tracer, start, async () => executor(request).catch(clientMistake));
        },
      };
    },
    subscribe: (request) => engine.subscribe(request),
    onSchemaLoadOrUpdate: (callback) => engine.onSchemaLoadOrUpdate(callback),
    stop: () => engine.stop(),
  };
}

// `@apollo/gateway` takes as long to load as all the rest of the gateway: only who wants its execution waits for it.
async function referenceEngine(options: EngineOptions): Promise<Engine> {
  const { createReferenceEngine } = await import("./reference-engine.js");
  return createReferenceEngine(options);
}

// Apollo Server leaves it to the gateway to say that a document's operations are several and none is named, or none is of that name.
function hasOperation(request: Partial<GatewayGraphQLRequestContext>): boolean {
  return request.operation !== undefined;
}

function notOne(): GatewayExecutionResult {
  const { message, status, extensions } = new OperationUnclear({});
  return { errors: [new GraphQLError(message, { extensions: { ...extensions, http: { status } } })] };
}

// Planners find some values wrong that validation lets pass, such as a float literal too large for one.
function clientMistake(error: unknown): GatewayExecutionResult {
  if (!(error instanceof GraphQLError) || error.extensions["code"] !== "INVALID_GRAPHQL") throw error;
  return { errors: [new GraphQLError(error.message, { extensions: { code: "GRAPHQL_VALIDATION_FAILED", http: { status: 400 } } })] };
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
