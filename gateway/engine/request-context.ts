import type { Subgraph, SubgraphRequest } from "#platform";

/** What one client request carries through the gateway. */
export interface GatewayContext extends SubgraphRequest {
  /** Headers that travel on to subgraphs over HTTP. */
  readonly forwardedHeaders: Readonly<Record<string, string>>;
  /** A subgraph's context of this request: made at its first fetch, shared by all that follow, so that its loaders batch and remember. */
  readonly contextOf: (subgraph: Subgraph) => object;
}

/** Makes the context of one client request. */
export function createGatewayContext(request: SubgraphRequest, forwardedHeaders: Readonly<Record<string, string>>): GatewayContext {
  const contexts = new Map<Subgraph, object>();
  return {
    ...request,
    forwardedHeaders,
    contextOf: (subgraph) => {
      const context = contexts.get(subgraph) ?? subgraph.createContext(request);
      contexts.set(subgraph, context);
      return context;
    },
  };
}
