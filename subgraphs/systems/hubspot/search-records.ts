import type { ObjectType } from "./object-types.js";
import { recordsOf, type CrmRecord, type PortalData } from "./portal.js";
import { definitionsOf, type PropertyDefinition } from "./property-definition.js";
import { timeOf } from "./property-values.js";
import type { SearchFilter, SearchRequest } from "./search-request.js";

/** What a search found: one page and the count of all. */
export interface SearchOutcome {
  readonly total: number;
  readonly records: readonly CrmRecord[];
  readonly nextAfter?: string;
}

/** Evaluates a search over the stored records: groups are alternatives, the filters in a group all hold, oldest first unless sorted. */
export function searchRecords(portal: PortalData, type: ObjectType, request: SearchRequest): SearchOutcome {
  const definitions = definitionsOf(portal.store, type);
  const matches = (record: CrmRecord): boolean => isFound(record, { request, type, definition: (name) => definitions.get(name) });
  const found = recordsOf(portal.store, type).filter((record) => !record.archived && matches(record));
  const sort = request.sort ?? { propertyName: type.createdProperty, isDescending: false };
  const definition = definitions.get(sort.propertyName);
  const sign = sort.isDescending ? -1 : 1;
  found.sort(
    (a, b) => sign * compare(definition, a.properties[sort.propertyName], b.properties[sort.propertyName]) || Number(a.id) - Number(b.id),
  );
  const end = request.offset + request.limit;
  const page = found.slice(request.offset, end);
  return { total: found.length, records: page, ...(end < found.length && { nextAfter: String(end) }) };
}

interface Criteria {
  readonly request: SearchRequest;
  readonly type: ObjectType;
  readonly definition: (name: string) => PropertyDefinition | undefined;
}

function isFound(record: CrmRecord, { request, type, definition }: Criteria): boolean {
  const groups = request.filterGroups.filter((group) => group.filters.length > 0);
  const holds = (filter: SearchFilter): boolean =>
    isMatch(filter, { value: record.properties[filter.propertyName], definition: definition(filter.propertyName) });
  if (groups.length > 0 && !groups.some((group) => group.filters.every(holds))) return false;
  return (
    request.query === undefined ||
    isQueryMatch(
      request.query,
      type.searchedProperties.map((name) => record.properties[name] ?? ""),
    )
  );
}

interface Candidate {
  readonly value: string | undefined;
  readonly definition: PropertyDefinition | undefined;
}

function isMatch(filter: SearchFilter, { value, definition }: Candidate): boolean {
  const { operator, value: wanted = "", highValue = "", values = [] } = filter;
  if (operator === "HAS_PROPERTY") return value !== undefined;
  if (operator === "NOT_HAS_PROPERTY") return value === undefined;
  if (operator === "NEQ") return value === undefined || !isEqual(definition, value, wanted);
  if (operator === "NOT_IN") return value === undefined || !values.some((one) => isListed(definition, value, one));
  if (operator === "NOT_CONTAINS_TOKEN") return value === undefined || !hasToken(value, wanted);
  if (value === undefined) return false;
  const order = compare(definition, value, wanted);
  switch (operator) {
    case "EQ":
      return isEqual(definition, value, wanted);
    case "IN":
      return values.some((one) => isListed(definition, value, one));
    case "CONTAINS_TOKEN":
      return hasToken(value, wanted);
    case "LT":
      return order < 0;
    case "LTE":
      return order <= 0;
    case "GT":
      return order > 0;
    case "GTE":
      return order >= 0;
    case "BETWEEN":
      return order >= 0 && compare(definition, value, highValue) <= 0;
  }
}

/** Text is compared without regard to case, except for the values of enumerations. */
function isEqual(definition: PropertyDefinition | undefined, value: string, wanted: string): boolean {
  if (definition?.type === "enumeration") return value.split(";").includes(wanted);
  return definition?.type === "string" ? value.toLowerCase() === wanted.toLowerCase() : compare(definition, value, wanted) === 0;
}

/** Text values of `IN` and `NOT_IN` have to be sent in lower case: the vendor lowers only its own side. */
function isListed(definition: PropertyDefinition | undefined, value: string, wanted: string): boolean {
  return definition?.type === "string" ? value.toLowerCase() === wanted : isEqual(definition, value, wanted);
}

function hasToken(value: string, wanted: string): boolean {
  const pattern = wanted.toLowerCase();
  const text = value.toLowerCase();
  if (!pattern.includes("*")) return tokens(pattern).every((token) => tokens(text).includes(token));
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  const expression = new RegExp(`^${parts.join(".*")}$`, "su");
  return [text, ...tokens(text)].some((part) => expression.test(part));
}

function isQueryMatch(query: string, values: readonly string[]): boolean {
  const lowered = values.map((value) => value.toLowerCase());
  const found = lowered.flatMap((value) => [value, ...tokens(value)]);
  const words = query
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== "");
  return words.every((word) => found.some((token) => token.startsWith(word)));
}

function tokens(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((token) => token !== "");
}

function compare(definition: PropertyDefinition | undefined, a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  if (definition?.type === "number") return Number(a) - Number(b);
  if (definition?.type === "date" || definition?.type === "datetime") return timeOf(a) - timeOf(b);
  return a.toLowerCase() < b.toLowerCase() ? -1 : Number(a.toLowerCase() > b.toLowerCase());
}
