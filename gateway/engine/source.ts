import type { DocumentNode, GraphQLFormattedError } from "graphql";
import type { EventPlace } from "#platform";
import type { GatewayContext } from "./request-context.js";
import type { EventStream } from "./stream/event-stream.js";

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
  /**
   * Opens a subscription; absent where the subgraph cannot stream. An answer instead of a stream says why there is none. Throws, as the stream
   * does, an error with a stable code when the subgraph cannot be reached any more.
   */
  readonly subscribe?: (request: SourceRequest, context: GatewayContext) => Promise<EventStream<SourceEvent> | SourceAnswer>;
}

/** One event of a subscription. */
export interface SourceEvent {
  /** What the subgraph says about it, in the event's own context. */
  readonly answer: (context: GatewayContext) => Promise<SourceAnswer>;
  /** Its place among the others, where the subgraph tells it. */
  readonly place?: EventPlace | undefined;
}
