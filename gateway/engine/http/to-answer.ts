import type { GraphQLFormattedError } from "graphql";
import { isObject } from "../run/execution.js";
import type { SourceAnswer } from "../source.js";

type Told = Pick<GraphQLFormattedError, "path" | "locations">;

/**
 * Reads JSON as a GraphQL response (GraphQL specification, section 7.1), by hand since every answer comes this way; `undefined` when it is none.
 * Its errors say which subgraph they come from, as those of a source in this process do.
 */
export function toAnswer(json: unknown, subgraph: string): SourceAnswer | undefined {
  if (!isObject(json)) return undefined;
  const { data, errors } = json;
  if (!("data" in json) && errors === undefined) return undefined;
  if (data !== undefined && data !== null && !isObject(data)) return undefined;
  if (errors === undefined) return { data };
  if (!Array.isArray(errors) || !errors.every(isError)) return undefined;
  return { data, errors: errors.map((error) => ({ ...error, extensions: { ...error.extensions, subgraph } })) };
}

interface ErrorInJson extends Told {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

function isError(json: unknown): json is ErrorInJson {
  if (!isObject(json) || typeof json.message !== "string") return false;
  return json.extensions === undefined || isObject(json.extensions);
}
