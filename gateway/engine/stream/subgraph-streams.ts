import type { Logger } from "pino";
import type { Clock, Subgraph } from "#platform";
import type { CompiledSubscription } from "../compile/subscription-step.js";
import type { Engine } from "../engine.js";
import type { SubscriptionRequest } from "../execute-operation.js";
import { inProcessSource } from "../in-process-source.js";
import { openSubscription } from "./open-subscription.js";

/**
 * Subscriptions of one subgraph that runs alone: nothing is left to be fetched elsewhere. The documents are taken as valid for its schema.
 */
export function subgraphStreams(
  subgraph: Subgraph,
  { log, clock }: { readonly log: Logger; readonly clock: Clock },
): Pick<Engine, "subscribe"> {
  const source = inProcessSource(subgraph, log);
  const subscriptionTo = ({ document, operation, variables }: SubscriptionRequest): CompiledSubscription => ({
    subgraph: subgraph.name,
    open: async (_coerced, context) => {
      const operationName = operation.name?.value;
      const request = { operation: "", document: () => document, operationKind: "subscription", operationName, variables } as const;
      return source.subscribe?.(request, context) ?? { errors: [] };
    },
    take: ({ data, errors = [] }, execution) => {
      Object.assign(execution.data, data);
      execution.errors.push(...errors);
    },
    rest: undefined,
  });
  return {
    subscribe: (request) =>
      openSubscription({
        subscription: subscriptionTo(request),
        // An execution begins with an empty object: where it is still empty, the subgraph had no data.
        shape: (data) => (Object.keys(data).length === 0 ? undefined : data),
        variables: request.variables,
        context: request.context,
        eventTimeoutMs: request.eventTimeoutMs,
        clock,
        aroundEvent: (work) => work(),
      }),
  };
}
