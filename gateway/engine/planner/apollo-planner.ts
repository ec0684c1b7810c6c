import { operationFromDocument, type Supergraph } from "@apollo/federation-internals";
import { QueryPlanner } from "@apollo/query-planner";
import { fromApollo } from "./apollo-plan.js";
import type { Planner } from "./planner.js";

/** Plans with `@apollo/query-planner` (Elastic License 2.0), in plain JavaScript on every platform. */
export function apolloPlanner(supergraph: Supergraph): Planner {
  const planner = new QueryPlanner(supergraph);
  const schema = supergraph.apiSchema();
  return {
    name: "apollo",
    plan: ({ document, operationName }) => {
      const operation = operationFromDocument(schema, document, operationName === undefined ? {} : { operationName });
      const { node } = planner.buildQueryPlan(operation);
      return node && fromApollo(node);
    },
  };
}
