import { QueryPlanner } from "@graphql-hive/router-query-planner";
import type { GraphQLSchema } from "graphql";
import { OperationNotPlanned } from "../errors.js";
import { conflictingFields } from "./conflicting-fields.js";
import { fromHive } from "./hive-plan.js";
import type { Planner } from "./planner.js";

/**
 * Plans with The Guild's Rust planner (MIT; a prebuilt add-on for glibc Linux and macOS). Throws when the supergraph is not one. Where its plan
 * would read another field than the one that a key or a requirement means, since the client gave that one's name to it, it refuses with
 * {@link OperationNotPlanned}.
 */
export function hivePlanner(supergraphSdl: string, supergraphSchema: GraphQLSchema): Planner {
  const planner = new QueryPlanner(supergraphSdl);
  const noLabels = new Set<string>();
  return {
    name: "hive",
    plan: ({ document, text, operationName }) => {
      const { node } = planner.plan(text, operationName, noLabels, 0);
      if (!node) throw new OperationNotPlanned({ reason: "the planner found nothing to fetch for it" });
      const plan = fromHive(node);
      const conflict = conflictingFields(plan, document, supergraphSchema);
      if (conflict !== undefined) throw new OperationNotPlanned({ reason: conflict });
      return plan;
    },
  };
}
