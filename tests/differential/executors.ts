import { anonymous, systemClock } from "#platform";
import { createExecutor, type Executor } from "../../gateway/engine/execute-operation.js";
import { apolloPlanner } from "../../gateway/engine/planner/apollo-planner.js";
import { hivePlanner } from "../../gateway/engine/planner/hive-planner.js";
import type { Planner } from "../../gateway/engine/planner/planner.js";
import { createGatewayContext } from "../../gateway/engine/request-context.js";
import { typeConditions } from "../../gateway/engine/run/type-conditions.js";
import { operationOf, toAnswer, type Execute } from "./answer.js";
import { executeSubgraph, executeWhole } from "./execute-here.js";
import type { FederatedGraph } from "./federated-graph.js";
import { referenceExecute } from "./reference.js";
import { overHttp } from "./over-http.js";
import type { World } from "./world.js";

/** The ways to execute operations over a graph, plans kept. */
export interface Executors {
  readonly hive: Execute;
  readonly apollo: Execute;
  /** `@apollo/gateway`'s own execution of Apollo's plan. */
  readonly reference: Execute;
  /** graphql-js over the whole. */
  readonly whole: Execute;
}

/** All ways to execute operations over a graph. */
export function createExecutors(graph: FederatedGraph): Executors {
  return {
    hive: compiled(graph, hivePlanner(graph.sdl, graph.supergraphSchema)),
    apollo: compiled(graph, apolloPlanner(graph.supergraph)),
    reference: referenceExecute(graph),
    whole: async ({ document, variables }, world) => toAnswer(await executeWhole(graph, world, { document, variables })),
  };
}

function compiled(graph: FederatedGraph, planner: Planner): Execute {
  // Executions run one after the other, so that the sources find the world of the one that is under way.
  let current: World | undefined;
  const executor: Executor = createExecutor({
    schema: graph.apiSchema,
    planner,
    fitsType: typeConditions(graph.supergraphSchema),
    maxPlans: 100,
    clock: systemClock,
    sourceOf: (subgraph) => ({
      fetch: async ({ document, variables }) => {
        if (!current) throw new Error("No execution is under way.");
        return overHttp(
          toAnswer(await executeSubgraph({ graph, world: current }, subgraph, { document: document(), variables: overHttp(variables) })),
        );
      },
    }),
  });
  return async ({ document, text, variables }, world) => {
    current = world;
    const context = createGatewayContext({ viewer: anonymous, languages: [], deadline: Number.MAX_SAFE_INTEGER }, {});
    return executor.execute({ document, documentHash: text, operation: operationOf(document), variables, context });
  };
}
