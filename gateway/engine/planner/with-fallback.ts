import type { PlannedOperation, Planner } from "./planner.js";

/** Plans with the first planner; what it cannot plan, with the second, which is made when it is first needed. */
export function withFallback(first: Planner, makeSecond: () => Planner): Planner {
  let second: Planner | undefined;
  const planOtherwise = (operation: PlannedOperation, refusal: unknown): ReturnType<Planner["plan"]> => {
    second ??= makeSecond();
    try {
      return second.plan(operation);
    } catch {
      // Both refuse: the first planner's reason is the one to tell.
      throw refusal;
    }
  };
  return {
    name: first.name,
    plan: (operation) => {
      try {
        return first.plan(operation);
      } catch (refusal) {
        return planOtherwise(operation, refusal);
      }
    },
  };
}
