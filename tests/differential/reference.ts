import { buildOperationContext, executeQueryPlan, type GraphQLDataSource } from "@apollo/gateway";
import { operationFromDocument } from "@apollo/federation-internals";
import { QueryPlanner, type QueryPlan } from "@apollo/query-planner";
import type { GatewayGraphQLRequestContext, GatewayGraphQLResponse } from "@apollo/server-gateway-interface";
import { getVariableValues, parse, print, type DocumentNode } from "graphql";
import { LRUCache } from "lru-cache";
import { decideConditions } from "../../gateway/engine/operation/conditions.js";
import { executeSubgraph } from "./execute-here.js";
import { operationOf, toAnswer, type Execute } from "./answer.js";
import type { FederatedGraph } from "./federated-graph.js";
import { overHttp } from "./over-http.js";
import type { World } from "./world.js";

/**
 * `@apollo/gateway`'s own execution of Apollo's plan: the plan of an operation whose conditions are decided, as ours is. Where conditions are left
 * in a plan, Apollo's planner lets a fetch depend on the condition of another field that it serves too, and answers null.
 */
export function referenceExecute(graph: FederatedGraph): Execute {
  const planner = new QueryPlanner(graph.supergraph);
  const apiSchema = graph.supergraph.apiSchema();
  const plans = new LRUCache<string, QueryPlan>({ max: 100 });
  const documents = new LRUCache<string, DocumentNode>({ max: 1000 });
  return async ({ document: asked, variables }, world) => {
    const { coerced = {} } = getVariableValues(graph.apiSchema, operationOf(asked).variableDefinitions ?? [], variables);
    const document = decideConditions(asked, coerced);
    const text = print(document);
    const plan = plans.get(text) ?? planner.buildQueryPlan(operationFromDocument(apiSchema, document));
    plans.set(text, plan);
    const services = graph.model.subgraphs.map((name) => [name, dataSource({ graph, world, documents }, name)] as const);
    const operation = buildOperationContext({ schema: graph.apiSchema, operationDocument: document });
    const request = requestContext(coerced);
    return toAnswer(await executeQueryPlan(plan, Object.fromEntries(services), request, operation, graph.supergraphSchema, apiSchema));
  };
}

interface Ground {
  readonly graph: FederatedGraph;
  readonly world: World;
  readonly documents: LRUCache<string, DocumentNode>;
}

function dataSource({ graph, world, documents }: Ground, subgraph: string): GraphQLDataSource {
  return {
    process: async ({ request: { query = "", variables = {} } }) => {
      const document = documents.get(query) ?? parse(query, { noLocation: true });
      documents.set(query, document);
      // Two libraries' words for the same JSON.
      return overHttp(
        toAnswer(await executeSubgraph({ graph, world }, subgraph, { document, variables: overHttp(variables) })),
      ) as GatewayGraphQLResponse;
    },
  };
}

// What the gateway's execution reads of the many things that Apollo Server gives it.
function requestContext(variables: Readonly<Record<string, unknown>>): GatewayGraphQLRequestContext {
  const nothing = (): void => undefined;
  const logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };
  return { request: { variables }, metrics: {}, logger, context: {} } as unknown as GatewayGraphQLRequestContext;
}
