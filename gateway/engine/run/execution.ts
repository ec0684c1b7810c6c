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
}

/** A step of a plan, compiled. */
export type Step = (execution: Execution) => Promise<void>;

/** Whether a value is an object and no list. */
export function isObject(value: unknown): value is DataObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
