import type { PlanNode } from "../plan/plan-nodes.js";
import type { Step } from "../run/execution.js";
import type { PlanPlace } from "../run/time-left.js";
import { compileFetch, type PlanGround } from "./fetch-step.js";

/** Compiles a plan to closures: what can be known before the first request is worked out here, once. */
export function compilePlan(node: PlanNode, ground: PlanGround): Step {
  return compileNode(node, { step: 0, isAwaited: false }, ground);
}

function compileNode(node: PlanNode, place: PlanPlace, ground: PlanGround): Step {
  switch (node.kind) {
    case "fetch":
      return compileFetch(node, place, ground);
    case "sequence":
      return inSequence(node.nodes.map((one, at) => compileNode(one, placeInSequence(place, at, node.nodes.length), ground)));
    case "parallel":
      return inParallel(node.nodes.map((one) => compileNode(one, place, ground)));
    case "condition": {
      const whenTrue = node.whenTrue && compileNode(node.whenTrue, place, ground);
      const whenFalse = node.whenFalse && compileNode(node.whenFalse, place, ground);
      return async (execution) => {
        await (execution.variables[node.variable] === true ? whenTrue : whenFalse)?.(execution);
      };
    }
  }
}

function placeInSequence({ step, isAwaited }: PlanPlace, at: number, length: number): PlanPlace {
  return { step: step + at, isAwaited: isAwaited || at < length - 1 };
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
