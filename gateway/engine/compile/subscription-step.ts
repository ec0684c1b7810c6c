import { parse, type DocumentNode } from "graphql";
import type { FetchPlan, PlanNode } from "../plan/plan-nodes.js";
import type { GatewayContext } from "../request-context.js";
import type { Execution, Step } from "../run/execution.js";
import type { SourceAnswer, SourceEvent } from "../source.js";
import type { EventStream } from "../stream/event-stream.js";
import { SubscriptionUnsupported } from "../errors.js";
import { takeRoot, usedVariables, type PlanGround } from "./fetch-step.js";
import { compilePlan } from "./plan-step.js";

/** A subscription's plan, compiled: one subgraph streams, the others complete each of its events. */
export interface CompiledSubscription {
  /** The subgraph that streams. */
  readonly subgraph: string;
  /** Opens the stream. Throws `SubscriptionUnsupported` where the subgraph cannot stream. */
  readonly open: (variables: Execution["variables"], context: GatewayContext) => Promise<EventStream<SourceEvent> | SourceAnswer>;
  /** Puts an answer of the stream into an execution. */
  readonly take: (answer: SourceAnswer, execution: Execution) => void;
  /** Fetches the rest from the other subgraphs; `undefined` when the stream has everything. */
  readonly rest: Step | undefined;
}

/** Compiles a subscription's plan, which planners write as the fetch that streams and the steps that follow it. */
export function compileSubscription(plan: PlanNode, ground: PlanGround): CompiledSubscription {
  const { primary, rest } = part(plan);
  const source = ground.sourceOf(primary.subgraph);
  let parsed: DocumentNode | undefined;
  const document = (): DocumentNode => (parsed ??= parse(primary.operation, { noLocation: true }));
  const { subgraph, operation, operationKind, operationName } = primary;
  return {
    subgraph,
    open: (variables, context) => {
      if (source.subscribe === undefined) throw new SubscriptionUnsupported({ subgraph });
      const request = { operation, document, operationKind, operationName, variables: usedVariables(primary, variables) };
      return source.subscribe(request, context);
    },
    take: (answer, execution) => takeRoot(answer, { plan: primary, execution, fitsType: ground.fitsType }),
    rest: rest && compilePlan(rest, ground),
  };
}

function part(plan: PlanNode): { readonly primary: FetchPlan; readonly rest: PlanNode | undefined } {
  const [primary, ...following] = plan.kind === "sequence" ? plan.nodes : [plan];
  if (primary?.kind !== "fetch" || primary.operationKind !== "subscription") throw new TypeError("its plan does not begin with a stream");
  return { primary, rest: following.length > 0 ? { kind: "sequence", nodes: following } : undefined };
}
