import type { GraphQLFormattedError } from "graphql";
import type { DataObject } from "../run/execution.js";
import type { Misfit, ObjectShape, Place } from "./compile-shape.js";

/** Data as the client asked for it, and every error. */
export interface ShapedAnswer {
  readonly data: DataObject | null;
  readonly errors: readonly GraphQLFormattedError[];
}

/**
 * Shapes the whole answer (GraphQL specification, section 6.4.4): nulls rise to the next field that may be null. A null that no fetch
 * has explained gets an error of its own.
 */
export function shapeAnswer(shape: ObjectShape, fetched: DataObject, errors: readonly GraphQLFormattedError[]): ShapedAnswer {
  const untold: Misfit[] = [];
  const data = shape(fetched, undefined, { misfits: untold, shaped: new Map() }) ?? null;
  if (untold.length === 0) return { data, errors };
  // Something does not fit: once more, with places, which a good answer does not pay for.
  const misfits: Misfit[] = [];
  shape(fetched, undefined, { misfits, shaped: undefined });
  const explained = errors.map((error) => (error.path ?? []).join("/"));
  const unexplained = misfits.map(toError).filter(({ path }) => !isExplained(path ?? [], explained));
  return { data, errors: [...errors, ...unexplained] };
}

// A fetch's error at the same place, below it, or above it says why there is nothing here.
function isExplained(path: readonly (string | number)[], explained: readonly string[]): boolean {
  const place = path.join("/");
  return explained.some((one) => one === place || one.startsWith(`${place}/`) || place.startsWith(`${one}/`) || one === "");
}

function toError({ place, problem }: Misfit): GraphQLFormattedError {
  return { message: problem, path: written(place), extensions: { code: "SUBGRAPH_BAD_ANSWER", retryable: false } };
}

function written(place: Place | undefined): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at = place; at !== undefined; at = at.above) keys.unshift(at.key);
  return keys;
}
