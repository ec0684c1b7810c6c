import { operationFromDocument, type Supergraph } from "@apollo/federation-internals";
import { QueryPlanner } from "@apollo/query-planner";
import { OperationNotPlanned } from "../errors.js";
import { fromApollo } from "./apollo-plan.js";
import { conflictingFields } from "./conflicting-fields.js";
import type { Planner } from "./planner.js";
import { travelTogether } from "./travel-together.js";

/**
 * Plans with `@apollo/query-planner` (Elastic License 2.0), in plain JavaScript on every platform. Where its plan is known to be wrong the
 * operation is refused with {@link OperationNotPlanned}: it does not give a required field with arguments a key of its own, and it leaves a
 * plan empty where it finds no way.
 */
export function apolloPlanner(supergraph: Supergraph): Planner {
  const planner = new QueryPlanner(supergraph);
  const schema = supergraph.apiSchema();
  const fullSchema = supergraph.schema.toGraphQLJSSchema();
  return {
    name: "apollo",
    plan: ({ document, operationName }) => {
      const operation = operationFromDocument(schema, document, operationName === undefined ? {} : { operationName });
      const { node } = planner.buildQueryPlan(operation);
      if (!node) throw new OperationNotPlanned({ reason: "the planner found nothing to fetch for it" });
      const plan = fromApollo(node);
      const conflict = conflictingFields(plan, document, fullSchema);
      if (conflict !== undefined) throw new OperationNotPlanned({ reason: conflict });
      return travelTogether(plan);
    },
  };
}
