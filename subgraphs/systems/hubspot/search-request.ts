import { z } from "zod";
import type { ObjectType } from "./object-types.js";
import type { PortalData } from "./portal.js";
import { invalid, unreadable, type HubSpotProblem } from "./problem.js";
import { definitionsOf } from "./property-definition.js";
import { readBody } from "./request-bodies.js";

/** Operators of a search filter (developers.hubspot.com, "Search the CRM"). */
export const searchOperators = [
  "EQ",
  "NEQ",
  "LT",
  "LTE",
  "GT",
  "GTE",
  "BETWEEN",
  "IN",
  "NOT_IN",
  "HAS_PROPERTY",
  "NOT_HAS_PROPERTY",
  "CONTAINS_TOKEN",
  "NOT_CONTAINS_TOKEN",
] as const;

const filter = z.strictObject({
  propertyName: z.string().min(1),
  operator: z.enum(searchOperators),
  value: z.string().optional(),
  highValue: z.string().optional(),
  values: z.array(z.string()).optional(),
});

const sort = z.union([
  z.string().min(1),
  z.strictObject({ propertyName: z.string().min(1), direction: z.enum(["ASCENDING", "DESCENDING"]).default("ASCENDING") }),
]);

const searchBody = z.strictObject({
  filterGroups: z.array(z.strictObject({ filters: z.array(filter) })).default([]),
  sorts: z.array(sort).default([]),
  query: z.string().optional(),
  properties: z.array(z.string()).default([]),
  limit: z.int().default(10),
  after: z.union([z.string(), z.int()]).transform(String).optional(),
});

/** One condition on one property. */
export type SearchFilter = z.output<typeof filter>;

/** A search that passed every check. */
export interface SearchRequest {
  readonly filterGroups: readonly { readonly filters: readonly SearchFilter[] }[];
  readonly sort?: { readonly propertyName: string; readonly isDescending: boolean };
  readonly query?: string;
  readonly properties: readonly string[];
  readonly limit: number;
  readonly offset: number;
}

const limits = { groups: 5, filtersInGroup: 6, filters: 18, page: 200, results: 10_000, query: 3_000, values: 100 };

/** Reads a search and refuses what the live API refuses: unknown properties and operators, and everything beyond its limits. */
export function readSearch(portal: PortalData, type: ObjectType, body: unknown): SearchRequest {
  const { filterGroups, sorts, query, properties, limit, after } = readBody(searchBody, body);
  const offset = readOffset(after);
  checkLimits({ filterGroups, sorts, query, limit, offset });
  const [first] = sorts.map((entry) =>
    typeof entry === "string" ? fromShorthand(entry) : { propertyName: entry.propertyName, isDescending: entry.direction === "DESCENDING" },
  );
  const filters = filterGroups.flatMap((group) => group.filters);
  for (const one of filters) checkFilter(one);
  checkKnown(portal, type, [...filters.map((one) => one.propertyName), ...(first === undefined ? [] : [first.propertyName])]);
  return {
    filterGroups,
    properties,
    limit,
    offset,
    ...(first !== undefined && { sort: first }),
    ...(query !== undefined && query !== "" && { query }),
  };
}

function readOffset(after: string | undefined): number {
  if (after === undefined || after === "") return 0;
  if (!/^\d+$/.test(after))
    throw unreadable(`Cannot deserialize value of type \`int\` from String ${JSON.stringify(after)}: after must be a whole number`);
  return Number(after);
}

type Measured = Pick<z.output<typeof searchBody>, "filterGroups" | "sorts" | "query" | "limit"> & { readonly offset: number };

function checkLimits({ filterGroups, sorts, query, limit, offset }: Measured): void {
  const filters = filterGroups.reduce((sum, group) => sum + group.filters.length, 0);
  if (filterGroups.length > limits.groups) throw refused(`Too many filterGroups: ${filterGroups.length}; the maximum is ${limits.groups}`);
  if (filterGroups.some((group) => group.filters.length > limits.filtersInGroup))
    throw refused(`Too many filters in a filterGroup; the maximum is ${limits.filtersInGroup}`);
  if (filters > limits.filters) throw refused(`Too many filters: ${filters}; the maximum is ${limits.filters}`);
  if (sorts.length > 1) throw refused(`Only one sort is supported; ${sorts.length} were given`);
  if (limit < 1 || limit > limits.page) throw refused(`Limit ${limit} is out of bounds; it must be between 1 and ${limits.page}`);
  if (offset + limit > limits.results) throw refused(`Paging past ${limits.results} results is not supported; after was ${offset}`);
  if ((query ?? "").length > limits.query) throw refused(`Query is too long; the maximum is ${limits.query} characters`);
}

function checkFilter({ propertyName, operator, value, highValue, values }: SearchFilter): void {
  const needsNothing = operator === "HAS_PROPERTY" || operator === "NOT_HAS_PROPERTY";
  const needsList = operator === "IN" || operator === "NOT_IN";
  if (needsNothing && (value !== undefined || values !== undefined))
    throw refused(`operator ${operator} does not take a value (property ${propertyName})`);
  if (needsList && (values === undefined || values.length === 0))
    throw refused(`operator ${operator} requires values (property ${propertyName})`);
  if (needsList && (values ?? []).length > limits.values)
    throw refused(`operator ${operator} takes at most ${limits.values} values (property ${propertyName})`);
  if (operator === "BETWEEN" && (value === undefined || highValue === undefined))
    throw refused(`operator BETWEEN requires value and highValue (property ${propertyName})`);
  if (!needsNothing && !needsList && (value === undefined || value === ""))
    throw refused(`operator ${operator} requires a value (property ${propertyName})`);
}

function checkKnown(portal: PortalData, type: ObjectType, names: readonly string[]): void {
  const known = definitionsOf(portal.store, type);
  const unknown = [...new Set(names)].filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  const errors = unknown.map((name) => ({
    message: `${type.singular} property '${name}' does not exist`,
    code: "PROPERTY_DOESNT_EXIST",
    context: { propertyName: [name] },
  }));
  throw invalid("There was a problem with the request.", errors);
}

function fromShorthand(entry: string): { readonly propertyName: string; readonly isDescending: boolean } {
  const isDescending = entry.startsWith("-");
  return { propertyName: isDescending ? entry.slice(1) : entry, isDescending };
}

function refused(message: string): HubSpotProblem {
  return invalid("There was a problem with the request.", [{ message }]);
}
