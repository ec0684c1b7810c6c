import { LRUCache } from "lru-cache";
import type { Telemetry } from "#platform";

/** Plans that are kept within a bound; the one not used for longest goes first. */
export interface PlanCache<Plan extends object> {
  /** The plan under a key, made where there is none. What making it throws is thrown, and nothing is kept. */
  readonly planFor: (key: string, make: () => Plan) => Plan;
}

/** An empty plan cache of at most `max` plans that tells how many it holds, finds, misses and gives up. */
export function createPlanCache<Plan extends object>(max: number, meter: Telemetry["meter"] | undefined): PlanCache<Plan> {
  const held = meter?.createUpDownCounter("passerelle_plans", { description: "Plans that are kept." });
  const lookups = meter?.createCounter("passerelle_plan_lookups_total", { description: "Looks into the plan cache, by result." });
  const evictions = meter?.createCounter("passerelle_plan_evictions_total", { description: "Plans given up for newer ones." });
  const plans = new LRUCache<string, Plan>({
    max,
    dispose: () => {
      held?.add(-1);
      evictions?.add(1);
    },
  });
  return {
    planFor: (key, make) => {
      const known = plans.get(key);
      lookups?.add(1, known === undefined ? missed : found);
      if (known !== undefined) return known;
      const made = make();
      plans.set(key, made);
      held?.add(1);
      return made;
    },
  };
}

const found = { result: "hit" };
const missed = { result: "miss" };
