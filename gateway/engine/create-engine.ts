import type { GatewayGraphQLRequestContext } from "@apollo/server-gateway-interface";
import { inSpan } from "#platform";
import { createCompiledEngine } from "./compiled-engine.js";
import type { Engine, EngineOptions } from "./engine.js";
import { createReferenceEngine } from "./reference-engine.js";
import { traceSources } from "./traced.js";

/** The engine: plans and executes operations, each in a span `operation <type>`, each event of a subscription too, each fetch in a span `fetch <subgraph>`. */
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
        executor: (request) =>
          inSpan(telemetry.tracer, { name: operationName(request), attributes: operationAttributes(request) }, () => executor(request)),
      };
    },
    subscribe: (request) => engine.subscribe(request),
    onSchemaLoadOrUpdate: (callback) => engine.onSchemaLoadOrUpdate(callback),
    stop: () => engine.stop(),
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
