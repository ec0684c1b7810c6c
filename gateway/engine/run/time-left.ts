import type { GatewayContext } from "../request-context.js";
import type { Execution } from "./execution.js";

/** Where a fetch stands in its plan. */
export interface PlanPlace {
  /** How many steps come before it. */
  readonly step: number;
  /** Whether other steps wait for it. */
  readonly isAwaited: boolean;
}

/** How much of a request's time is kept, at each step of its plan, for the steps that follow. */
const keptShare = 0.4;

/**
 * The context of one fetch, with an earlier deadline when other fetches wait for this one: a system that hangs where a plan begins would use up
 * the whole deadline, and what other systems know would be lost with it.
 */
export function withTimeLeft({ context, startedAt }: Execution, { step, isAwaited }: PlanPlace): GatewayContext {
  if (!isAwaited) return context;
  const kept = Math.max(0, context.deadline - startedAt) * keptShare ** (step + 1);
  return { ...context, deadline: Math.floor(context.deadline - kept) };
}
