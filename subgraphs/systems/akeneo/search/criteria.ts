import { z } from "zod";
import type { Query } from "../paging.js";
import { ApiProblem, typeName, unprocessable } from "../problem.js";

/** One filter of a search. */
export interface Criterion {
  readonly property: string;
  readonly operator: string;
  readonly value: unknown;
  readonly locale: string | undefined;
  readonly scope: string | undefined;
  readonly locales: unknown;
}

const filterSchema = z.looseObject({
  operator: z.unknown().optional(),
  value: z.unknown().optional(),
  locale: z.string().nullish(),
  scope: z.string().nullish(),
  locales: z.unknown().optional(),
});

/**
 * Reads the `search` parameter: `{"property":[{"operator":…,"value":…,"locale":…,"scope":…}]}`, all of which must hold
 * (api.akeneo.com/documentation/filter.html). `search_locale` and `search_scope` stand in for absent locales and scopes.
 */
export function readCriteria(query: Query): readonly Criterion[] {
  if (query["search"] === undefined) return [];
  return Object.entries(readObject(query["search"])).flatMap(([property, filters]) => {
    if (!Array.isArray(filters) || filters.length === 0) throw misshapen(property);
    return filters.map((filter: unknown) => readFilter(property, filter, query));
  });
}

/** What Akeneo says of a property or operator that it does not search by. */
export function unsupported({ property, operator }: Pick<Criterion, "property" | "operator">): ApiProblem {
  return unprocessable(`Filter on property "${property}" is not supported or does not support operator "${operator}"`);
}

/** The value as a list of texts; anything else is refused. */
export function textsOf({ property, value }: Criterion): readonly string[] {
  if (!Array.isArray(value)) throw expects(property, "an array", value);
  return value.map((item: unknown) => {
    if (typeof item !== "string") throw expects(property, "an array with valid data, one of the values is not a string", item);
    return item;
  });
}

/** The value as a text; anything else is refused. */
export function textOf({ property, value }: Criterion): string {
  if (typeof value !== "string") throw expects(property, "a string", value);
  return value;
}

/** The value as a boolean; anything else is refused. */
export function booleanOf({ property, value }: Criterion): boolean {
  if (typeof value !== "boolean") throw expects(property, "a boolean", value);
  return value;
}

/** The value as a number; numeric texts count. */
export function numberOf({ property, value }: Criterion): number {
  const isNumeric = typeof value === "number" || (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value));
  if (!isNumeric) throw expects(property, "a numeric", value);
  return Number(value);
}

/** What Akeneo says of a value of the wrong type. */
export function expects(property: string, type: string, given: unknown): ApiProblem {
  return unprocessable(`Property "${property}" expects ${type} as data, "${typeName(given)}" given.`);
}

/** What Akeneo says of a code that names nothing. */
export function unknownObject(kind: string, code: string): ApiProblem {
  return unprocessable(`Object "${kind}" with code "${code}" does not exist`);
}

function readObject(text: string): Readonly<Record<string, unknown>> {
  const parsed = z.record(z.string(), z.unknown()).safeParse(parseJson(text));
  if (!parsed.success) throw new ApiProblem(400, "Search query parameter should be valid JSON.");
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function misshapen(property: string): ApiProblem {
  return unprocessable(
    `Structure of filter "${property}" should respect this structure: {"${property}":[{"operator": "my_operator", "value": "my_value"}]}`,
  );
}

function readFilter(property: string, filter: unknown, query: Query): Criterion {
  const parsed = filterSchema.safeParse(filter);
  if (!parsed.success) throw misshapen(property);
  const { operator, value, locale, scope, locales } = parsed.data;
  if (operator === undefined || operator === null) throw unprocessable(`Operator is missing for the property "${property}".`);
  if (typeof operator !== "string") throw unprocessable(`Operator has to be a string, "${typeName(operator)}" given.`);
  return { property, operator, value, locale: locale ?? query["search_locale"], scope: scope ?? query["search_scope"], locales };
}
