import { Supergraph } from "@apollo/federation-internals";
import type { GatewayExecutionResult, GatewayGraphQLRequestContext } from "@apollo/server-gateway-interface";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { inSpan } from "#platform";
import type { Engine, EngineOptions } from "./engine.js";
import { createExecutor, type Executor, type OperationAnswer, type OperationRequest } from "./execute-operation.js";
import { choosePlanner } from "./planner/choose-planner.js";
import type { GatewayContext } from "./request-context.js";
import { typeConditions } from "./run/type-conditions.js";

type SchemaListener = Parameters<Engine["onSchemaLoadOrUpdate"]>[0];

/** Our own execution: plans compiled once, over a planner that the settings choose. */
export function createCompiledEngine({ supergraphSdl, settings, sourceOf, telemetry, clock, log }: EngineOptions): Engine {
  const listeners = new Set<SchemaListener>();
  let loaded: Executor | undefined;
  const running = (): Executor => {
    if (loaded === undefined) throw new TypeError("An operation reached the engine before it was loaded.");
    return loaded;
  };
  return {
    load: async () => {
      const supergraph = Supergraph.build(supergraphSdl);
      const planner = await choosePlanner(settings.planner, { supergraph, sdl: supergraphSdl }, log);
      const schema = supergraph.apiSchema().toGraphQLJSSchema();
      const urls = new Map([...supergraph.subgraphsMetadata()].map(({ name, url }) => [name, url]));
      const executor = createExecutor({
        schema,
        planner,
        clock,
        aroundEvent: (work) => inSpan(telemetry.tracer, { name: "operation subscription event", root: true }, work),
        maxPlans: settings.maxPlans,
        meter: telemetry.meter,
        fitsType: typeConditions(supergraph.schema.toGraphQLJSSchema()),
        sourceOf: (name) => sourceOf({ name, url: urls.get(name) }),
      });
      loaded = executor;
      for (const listener of listeners) listener({ apiSchema: schema, coreSupergraphSdl: supergraphSdl });
      log.info({ planner: planner.name }, "operations are planned and compiled once each");
      return { executor: async (request) => toResult(await executor.execute(toOperation(request))) };
    },
    execute: (request) => running().write(request),
    subscribe: async (request) => {
      return running().subscribe(request);
    },
    onSchemaLoadOrUpdate: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => Promise.resolve(),
  };
}

function toOperation({ document, queryHash, operation, request, context }: GatewayGraphQLRequestContext): OperationRequest {
  if (!isGatewayContext(context)) throw new TypeError("An operation reached the engine without its request's context.");
  return { document, documentHash: queryHash, operation, variables: request.variables ?? {}, context };
}

// Apollo Server hands on what the HTTP door gave it, without knowing its type.
function isGatewayContext(context: object): context is GatewayContext {
  return "contextOf" in context && "deadline" in context;
}

function toResult({ data, errors }: OperationAnswer): GatewayExecutionResult {
  return { ...(data !== undefined && { data }), ...(errors && { errors: errors.map(toGraphqlError) }) };
}

function toGraphqlError({ message, path, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { ...(path && { path }), ...(extensions && { extensions: { ...extensions } }) });
}
