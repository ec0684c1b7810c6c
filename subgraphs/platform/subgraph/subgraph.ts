import type { GraphQLSchema } from "graphql";
import type { Viewer } from "../identity/viewer.js";

/** One client request as a subgraph sees it, in process or over HTTP. */
export interface SubgraphRequest {
  readonly viewer: Viewer;
  /** The languages that the client accepts, best first (RFC 9110 §12.5.4). */
  readonly languages: readonly string[];
  /** Milliseconds since the epoch after which the answer is of no use. */
  readonly deadline: number;
  /** Aborts when the client goes away. */
  readonly signal?: AbortSignal | undefined;
}

/** A federated subgraph: its schema, and what its resolvers get for one request. */
export interface Subgraph {
  readonly name: string;
  /** Executable, with `_entities` and `_service`. */
  readonly schema: GraphQLSchema;
  /** The schema that composition reads. */
  readonly sdl: string;
  /** Makes the context of one client request: its viewer and its own data loaders. Called once a request, however many fetches follow. */
  readonly createContext: (request: SubgraphRequest) => object;
  /** Loads what the first requests would wait for; a failure is none, the first request that needs it tries again. */
  readonly warm?: () => Promise<void>;
  /** Ends what the subgraph keeps running in the background. */
  readonly close?: () => Promise<void>;
}
