import type { FetchPlan, PlanNode } from "./plan-nodes.js";

/** Every fetch of a plan, whatever its conditions. */
export function fetchesIn(node: PlanNode | undefined): FetchPlan[] {
  if (node === undefined) return [];
  if (node.kind === "fetch") return [node];
  return node.kind === "condition" ? [...fetchesIn(node.whenTrue), ...fetchesIn(node.whenFalse)] : node.nodes.flatMap(fetchesIn);
}
