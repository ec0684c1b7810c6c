import type { DocumentNode, GraphQLFormattedError } from "graphql";
import type { GatewayContext } from "./request-context.js";

/** One operation for one subgraph. */
export interface SourceRequest {
  readonly operation: string;
  /** The same, parsed once a plan. */
  readonly document: () => DocumentNode;
  readonly operationKind: "query" | "mutation" | "subscription";
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What a subgraph answered. */
export interface SourceAnswer {
  readonly data?: Record<string, unknown> | null | undefined;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
}

/** Where a subgraph's operations run. */
export interface Source {
  /** Throws an error with a stable code when no answer came. */
  readonly fetch: (request: SourceRequest, context: GatewayContext) => Promise<SourceAnswer>;
}
