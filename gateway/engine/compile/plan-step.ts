import type { PlanNode } from "../plan/plan-nodes.js";
import type { Step } from "../run/execution.js";
import { compileFetch, type FetchGround } from "./fetch-step.js";

/** Compiles a plan to closures: what can be known before the first request is worked out here, once. */
export function compilePlan(node: PlanNode, ground: FetchGround): Step {
  switch (node.kind) {
    case "fetch":
      return compileFetch(node, ground);
    case "sequence":
      return inSequence(node.nodes.map((one) => compilePlan(one, ground)));
    case "parallel":
      return inParallel(node.nodes.map((one) => compilePlan(one, ground)));
    case "condition": {
      const whenTrue = node.whenTrue && compilePlan(node.whenTrue, ground);
      const whenFalse = node.whenFalse && compilePlan(node.whenFalse, ground);
      return async (execution) => {
        await (execution.variables[node.variable] === true ? whenTrue : whenFalse)?.(execution);
      };
    }
  }
}

function inSequence(steps: readonly Step[]): Step {
  return async (execution) => {
    for (const step of steps) await step(execution);
  };
}

function inParallel(steps: readonly Step[]): Step {
  return async (execution) => {
    await Promise.all(steps.map((step) => step(execution)));
  };
}
