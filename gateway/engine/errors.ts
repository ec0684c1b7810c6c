import { defineError } from "#platform";

interface SubgraphFailure {
  readonly subgraph: string;
  readonly reason: string;
}

const expose = (d: SubgraphFailure): Record<string, unknown> => ({ subgraph: d.subgraph });

/** A subgraph over HTTP cannot be reached, or answers with a failure. */
export const SubgraphUnavailable = defineError<SubgraphFailure>({
  code: "SUBGRAPH_UNAVAILABLE",
  status: 503,
  retry: "later",
  message: (d) => `Subgraph "${d.subgraph}" cannot serve now (${d.reason}); try again later.`,
  expose,
});

/** A subgraph over HTTP gave no answer before the request's deadline. */
export const SubgraphTimeout = defineError<SubgraphFailure>({
  code: "SUBGRAPH_TIMEOUT",
  status: 504,
  retry: "later",
  message: (d) => `Subgraph "${d.subgraph}" gave no answer in time (${d.reason}); try again later.`,
  expose,
});

/** A subgraph over HTTP answered with something that is no GraphQL response. */
export const SubgraphBadAnswer = defineError<SubgraphFailure>({
  code: "SUBGRAPH_BAD_ANSWER",
  status: 502,
  retry: "later",
  message: (d) =>
    `Subgraph "${d.subgraph}" answered with something that is no GraphQL response (${d.reason}); check its address and version.`,
  expose,
});

/** No way leads through the subgraphs to what an operation asks for. */
export const OperationNotPlanned = defineError<{ readonly reason: string }>({
  code: "OPERATION_NOT_PLANNED",
  status: 500,
  retry: "never",
  message: (d) => `This operation cannot be planned over the subgraphs (${d.reason}); ask for less, or correct the subgraphs' keys.`,
});

/** A document has several operations and none is named, or none is of the name that is given. */
export const OperationUnclear = defineError<object>({
  code: "OPERATION_RESOLUTION_FAILURE",
  status: 400,
  retry: "never",
  message: () => "It is not clear which operation is meant; name one of the document's in operationName.",
});

/** A subscription whose subgraph cannot stream, or over an engine that does not. */
export const SubscriptionUnsupported = defineError<{ readonly subgraph?: string }>({
  code: "SUBSCRIPTION_UNSUPPORTED",
  status: 501,
  retry: "never",
  message: (d) =>
    d.subgraph === undefined
      ? "This gateway's executor serves no subscriptions; set engine.executor to compiled."
      : `Subgraph "${d.subgraph}" serves no subscriptions; ask with a query instead.`,
  expose: (d) => ({ ...(d.subgraph !== undefined && { subgraph: d.subgraph }) }),
});

/** A client takes the events of a subscription more slowly than they come, and what may wait for it is full. */
export const SubscriptionOverrun = defineError<{ readonly subgraph?: string; readonly limit: number }>({
  code: "SUBSCRIPTION_OVERRUN",
  status: 503,
  retry: "later",
  message: (d) => `More than ${d.limit} events waited for this subscription's client; subscribe again and read faster, or ask for less.`,
  expose: (d) => ({ ...(d.subgraph !== undefined && { subgraph: d.subgraph }) }),
});
