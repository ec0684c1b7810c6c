import type { GraphQLFormattedError } from "graphql";
import type { Answer } from "./answer.js";

/** Where answers say that something failed: for each error the place in the data that is null because of it. */
export function failedPlaces(
  { data, errors = [] }: Answer,
  isCounted: (error: Pick<GraphQLFormattedError, "extensions">) => boolean = () => true,
): string[] {
  const places = errors.filter(isCounted).map(({ path }) => (path ? nullAbove(data, path) : "everything"));
  return [...new Set(places)].toSorted();
}

/**
 * Of several fields that fail below one null any may be reported, and the rest need not be (GraphQL specification, section 6.4.4): the null is
 * what they have in common.
 */
function nullAbove(data: unknown, path: readonly (string | number)[]): string {
  let at: unknown = data;
  const place: (string | number)[] = [];
  for (const key of path) {
    if (at === null || at === undefined || typeof at !== "object") break;
    place.push(key);
    at = (at as Record<string | number, unknown>)[key];
  }
  return at === null || at === undefined ? place.join("/") : `${place.join("/")} (not null)`;
}

/** The text of data, in which the order of keys counts. */
export function inOrder(data: unknown): string {
  return JSON.stringify(data) ?? "";
}

/** The text of data, in which the order of keys does not count. */
export function inAnyOrder(data: unknown): string {
  return JSON.stringify(data, (_key, value: unknown) => (isRecord(value) ? sortedByKey(value) : value)) ?? "";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sortedByKey(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
