import type { DocumentNode } from "graphql";
import type { PlanNode } from "../plan/plan-nodes.js";

/** What is planned: one operation, without fragments that are not used and without conditions on variables. */
export interface PlannedOperation {
  readonly document: DocumentNode;
  readonly text: string;
  readonly operationName: string | undefined;
}

/** Makes query plans for one supergraph. */
export interface Planner {
  /** Name for logs and checks. */
  readonly name: "apollo" | "hive";
  /** `undefined` when nothing has to be fetched. Throws what the planner throws. */
  readonly plan: (operation: PlannedOperation) => PlanNode | undefined;
}
