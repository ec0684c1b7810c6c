import type { GatewayExecutionResult, GatewayGraphQLRequestContext } from "@apollo/server-gateway-interface";
import { GraphQLError } from "graphql";
import { inSpan, type Telemetry } from "#platform";
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
  const { execute } = engine;
  return {
    ...(execute && { execute: inOperationSpan(execute, telemetry) }),
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

function inOperationSpan(execute: Execute, { tracer }: Telemetry): Execute {
  return (request) => {
    const start = { name: operationName(request), attributes: operationAttributes(request) };
    return inSpan(tracer, start, () => execute(request).catch((error: unknown) => ({ errors: [mistakeIn(error)] })));
  };
}

type Execute = NonNullable<Engine["execute"]>;

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

function clientMistake(error: unknown): GatewayExecutionResult {
  const { message, extensions } = mistakeIn(error);
  return { errors: [new GraphQLError(message, { extensions })] };
}

// Planners find some values wrong that validation lets pass, such as a float literal too large for one.
function mistakeIn(error: unknown): { readonly message: string; readonly extensions: Record<string, unknown> } {
  if (!(error instanceof GraphQLError) || error.extensions["code"] !== "INVALID_GRAPHQL") throw error;
  return { message: error.message, extensions: { code: "GRAPHQL_VALIDATION_FAILED", http: { status: 400 } } };
}

interface Named extends Pick<GatewayGraphQLRequestContext, "operation"> {
  readonly queryHash?: string | undefined;
  readonly documentHash?: string | undefined;
}

function operationName({ operation }: Named): string {
  return `operation ${operation.operation}`;
}

function operationAttributes({ operation, queryHash, documentHash = queryHash }: Named): Record<string, string> {
  return {
    "graphql.operation.type": operation.operation,
    ...(operation.name && { "graphql.operation.name": operation.name.value }),
    ...(documentHash && { "graphql.document.hash": documentHash }),
  };
}
