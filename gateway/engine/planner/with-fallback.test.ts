import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import type { PlannedOperation, Planner } from "./planner.js";
import { withFallback } from "./with-fallback.js";

const operation: PlannedOperation = { document: parse("{ a }"), text: "{ a }", operationName: undefined };
const plan = { kind: "sequence", nodes: [] } as const;

const planning: Planner = { name: "apollo", plan: () => plan };

function refusing(reason: string): Planner {
  return {
    name: "hive",
    plan: () => {
      throw new Error(reason);
    },
  };
}

describe("withFallback", () => {
  it("never makes the second planner while the first one plans", () => {
    const planner = withFallback(planning, () => {
      throw new Error("made");
    });
    expect(planner.plan(operation)).toBe(plan);
  });

  it("plans with the second planner what the first one refuses", () => {
    expect(withFallback(refusing("no"), () => planning).plan(operation)).toBe(plan);
  });

  it("tells the first planner's reason when both refuse", () => {
    const planner = withFallback(refusing("the first reason"), () => refusing("the second reason"));
    expect(() => planner.plan(operation)).toThrow("the first reason");
  });
});
