import type { GraphQLFormattedError } from "graphql";
import type { GatewayContext } from "../request-context.js";

/** An object as it comes from subgraphs. */
export type DataObject = Record<string, unknown>;

/** One operation under way: what was fetched so far and what failed. */
export interface Execution {
  readonly data: DataObject;
  readonly errors: GraphQLFormattedError[];
  /** The client's variables, coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: GatewayContext;
  /** Milliseconds since the epoch at which the plan's execution began. */
  readonly startedAt: number;
  readonly walks: Walks;
}

/** What walks through the data found. */
export interface Walks {
  /** Objects that a fetch is to fill: they stay where they are. */
  readonly claimed: Set<DataObject>;
  /** The objects at the end of paths, by these paths, until more data comes. */
  readonly found: Map<string, readonly DataObject[]>;
}

/** An execution that has fetched nothing yet. */
export function newExecution(given: Pick<Execution, "variables" | "context" | "startedAt">): Execution {
  return { ...given, data: {}, errors: [], walks: { claimed: new Set(), found: new Map() } };
}

/** A step of a plan, compiled. */
export type Step = (execution: Execution) => Promise<void>;

/** Whether a value is an object and no list. */
export function isObject(value: unknown): value is DataObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
