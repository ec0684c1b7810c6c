import { QueryPlanner } from "@graphql-hive/router-query-planner";
import { fromHive } from "./hive-plan.js";
import type { Planner } from "./planner.js";

/** Plans with The Guild's Rust planner (MIT; a prebuilt add-on for glibc Linux and macOS). Throws when the supergraph is not one. */
export function hivePlanner(supergraphSdl: string): Planner {
  const planner = new QueryPlanner(supergraphSdl);
  const noLabels = new Set<string>();
  return {
    name: "hive",
    plan: ({ text, operationName }) => {
      const { node } = planner.plan(text, operationName, noLabels, 0);
      return node && fromHive(node);
    },
  };
}
