import type { GatewayConfig } from "@apollo/gateway";
import type { Clock } from "#platform";
import type { GatewayContext } from "./request-context.js";

/** A query plan as `@apollo/gateway` hands it out. */
export type QueryPlan = Parameters<NonNullable<GatewayConfig["experimental_didResolveQueryPlan"]>>[0]["queryPlan"];

type PlanNode = Exclude<QueryPlan["node"], { kind: "Subscription" } | undefined>;

/** How much of a request's time is kept, at each step of its plan, for the steps that follow. */
const keptShare = 0.4;

/** Shares out a request's time among the fetches of its plan. */
export interface TimeKeeper {
  /** Notes the plan that a request, known by its context, is answered by, and that its execution begins now. */
  readonly begin: (context: object, plan: QueryPlan) => void;
  /** The context of one fetch: with an earlier deadline when other fetches wait for this one. */
  readonly contextFor: (context: GatewayContext, operation: string | undefined) => GatewayContext;
}

/**
 * Keeps time for those that come later: a system that hangs where a plan begins would use up the whole deadline, and what other systems know
 * would be lost with it.
 */
export function createTimeKeeper(clock: Clock): TimeKeeper {
  const leadsOf = new WeakMap<QueryPlan, ReadonlyMap<string, number>>();
  const begun = new WeakMap<object, { readonly at: number; readonly leads: ReadonlyMap<string, number> }>();
  return {
    begin: (context, plan) => {
      const leads = leadsOf.get(plan) ?? findLeads(plan);
      leadsOf.set(plan, leads);
      begun.set(context, { at: clock.now(), leads });
    },
    contextFor: (context, operation = "") => {
      const { at, leads } = begun.get(context) ?? {};
      const step = leads?.get(operation);
      if (at === undefined || step === undefined) return context;
      const kept = Math.max(0, context.deadline - at) * keptShare ** (step + 1);
      return { ...context, deadline: Math.floor(context.deadline - kept) };
    },
  };
}

/** Operations of the fetches that others wait for, each with the number of steps before it. */
function findLeads({ node }: QueryPlan): ReadonlyMap<string, number> {
  const leads = new Map<string, number>();
  const walk = (one: PlanNode | undefined, place: { readonly step: number; readonly isAwaited: boolean }): void => {
    switch (one?.kind) {
      case "Fetch":
        if (place.isAwaited) leads.set(one.operation, place.step);
        return;
      case "Flatten":
        return walk(one.node, place);
      case "Sequence":
        return one.nodes.forEach((child, at) =>
          walk(child, { step: place.step + at, isAwaited: place.isAwaited || at < one.nodes.length - 1 }),
        );
      case "Parallel":
        return one.nodes.forEach((child) => walk(child, place));
      case "Condition":
        walk(one.ifClause, place);
        return walk(one.elseClause, place);
      default:
    }
  };
  if (node?.kind !== "Subscription") walk(node, { step: 0, isAwaited: false });
  return leads;
}
