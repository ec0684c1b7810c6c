import type { Subgraph, SubgraphRequest } from "#platform";

/** What one client request carries through the gateway. */
export interface GatewayContext extends SubgraphRequest {
  /** Headers that travel on to subgraphs over HTTP. */
  readonly forwardedHeaders: Readonly<Record<string, string>>;
  /**
   * A subgraph's context of this request: made at its first fetch, shared by all that follow with the same deadline, so that its loaders batch
   * and remember.
   */
  readonly contextOf: (subgraph: Subgraph, deadline: number) => object;
}

/** Makes the context of one client request. */
export function createGatewayContext(request: SubgraphRequest, forwardedHeaders: Readonly<Record<string, string>>): GatewayContext {
  const contexts = new Map<Subgraph, Map<number, object>>();
  return {
    ...request,
    forwardedHeaders,
    contextOf: (subgraph, deadline) => {
      const byDeadline = contexts.get(subgraph) ?? new Map<number, object>();
      contexts.set(subgraph, byDeadline);
      const context = byDeadline.get(deadline) ?? subgraph.createContext({ ...request, deadline });
      byDeadline.set(deadline, context);
      return context;
    },
  };
}
