import type { GatewayExecutionResult, GatewayGraphQLRequestContext, GatewayInterface } from "@apollo/server-gateway-interface";
import { GraphQLError } from "graphql";
import type { Logger } from "pino";
import { inSpan, type Clock, type Telemetry } from "#platform";
import { createCompiledEngine } from "./compiled-engine.js";
import type { PlannerChoice } from "./planner/choose-planner.js";
import { createReferenceEngine } from "./reference-engine.js";
import type { Source } from "./source.js";
import { traceSources } from "./traced.js";

/** What runs operations over the supergraph, as `@apollo/server` takes it. */
export type Engine = GatewayInterface;

/** Who executes and who plans. */
export interface EngineSettings {
  /** `compiled` is ours; `reference` is `@apollo/gateway`'s own execution over its own plans. */
  readonly executor: "compiled" | "reference";
  readonly planner: PlannerChoice;
  /** Most plans that are kept. */
  readonly maxPlans: number;
}

/** What an engine stands on. */
export interface EngineOptions {
  readonly supergraphSdl: string;
  readonly settings: EngineSettings;
  /** The source of a subgraph, by its name and the URL in the supergraph. */
  readonly sourceOf: (subgraph: { readonly name: string; readonly url?: string | undefined }) => Source;
  readonly telemetry: Telemetry;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The engine: plans and executes operations, each in a span `operation <type>`, each fetch in a span `fetch <subgraph>`. */
export function createEngine(options: EngineOptions): Engine {
  const { settings, telemetry, sourceOf } = options;
  const trace = traceSources(telemetry);
  const traced: EngineOptions = { ...options, sourceOf: (subgraph) => trace(subgraph.name, sourceOf(subgraph)) };
  const engine = settings.executor === "compiled" ? createCompiledEngine(traced) : createReferenceEngine(traced);
  return {
    load: async (apollo) => {
      const { executor } = await engine.load(apollo);
      if (executor === null) throw new TypeError("The engine loaded without an executor.");
      return {
        executor: async (request) => {
          if (!hasOperation(request)) return notOne;
          const start = { name: operationName(request), attributes: operationAttributes(request) };
          return inSpan(telemetry.tracer, start, async () => executor(request).catch(clientMistake));
        },
      };
    },
    onSchemaLoadOrUpdate: (callback) => engine.onSchemaLoadOrUpdate(callback),
    stop: () => engine.stop(),
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
