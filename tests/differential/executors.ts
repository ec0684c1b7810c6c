import { anonymous, systemClock } from "#platform";
import { createExecutor, type Executor, type OperationRequest } from "../../gateway/engine/execute-operation.js";
import { apolloPlanner } from "../../gateway/engine/planner/apollo-planner.js";
import { hivePlanner } from "../../gateway/engine/planner/hive-planner.js";
import type { Planner } from "../../gateway/engine/planner/planner.js";
import { createGatewayContext } from "../../gateway/engine/request-context.js";
import { typeConditions } from "../../gateway/engine/run/type-conditions.js";
import { operationOf, toAnswer, type Answer, type Execute } from "./answer.js";
import { executeSubgraph, executeWhole } from "./execute-here.js";
import type { FederatedGraph } from "./federated-graph.js";
import { referenceExecute } from "./reference.js";
import { overHttp } from "./over-http.js";
import type { World } from "./world.js";

/** The ways to execute operations over a graph, plans kept. */
export interface Executors {
  readonly hive: Execute;
  /** The same with the answer written as text, and read again. */
  readonly written: Execute;
  readonly apollo: Execute;
  /** `@apollo/gateway`'s own execution of Apollo's plan. */
  readonly reference: Execute;
  /** graphql-js over the whole. */
  readonly whole: Execute;
}

/** All ways to execute operations over a graph. */
export function createExecutors(graph: FederatedGraph): Executors {
  const hive = compiled(graph, hivePlanner(graph.sdl, graph.supergraphSchema));
  return {
    hive: hive(async (executor, request) => executor.execute(request)),
    written: hive(async (executor, request) => readAgain(await executor.write(request))),
    apollo: compiled(graph, apolloPlanner(graph.supergraph))(async (executor, request) => executor.execute(request)),
    reference: referenceExecute(graph),
    whole: async ({ document, variables }, world) => toAnswer(await executeWhole(graph, world, { document, variables })),
  };
}

function readAgain(answer: Awaited<ReturnType<Executor["write"]>>): Answer {
  if (!("json" in answer)) return answer;
  const read: Answer = JSON.parse(answer.json);
  if (JSON.stringify(read) !== answer.json) throw new Error(`This is not as JSON.stringify writes it: ${answer.json}`);
  return read;
}

type Ask = (executor: Executor, request: OperationRequest) => Promise<Answer>;

function compiled(graph: FederatedGraph, planner: Planner): (ask: Ask) => Execute {
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
  return (ask) =>
    async ({ document, text, variables }, world) => {
      current = world;
      const context = createGatewayContext({ viewer: anonymous, languages: [], deadline: Number.MAX_SAFE_INTEGER }, {});
      return ask(executor, { document, documentHash: text, operation: operationOf(document), variables, context });
    };
}
