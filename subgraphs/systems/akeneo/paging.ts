import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { ApiProblem, linkTo, unprocessable } from "./problem.js";

const querySchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** A request's query parameters; a repeated one counts once, as the last given. */
export type Query = Readonly<Record<string, string>>;

/** Reads the query string. */
export function readQuery(request: FastifyRequest): Query {
  const parsed = querySchema.parse(request.query);
  return Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, Array.isArray(value) ? (value.at(-1) ?? "") : value]));
}

/** A request with its query, and where it came in. */
export interface Asked {
  readonly query: Query;
  /** Absolute URL without query. */
  readonly url: string;
}

/** The query and address of a request. */
export function asked(request: FastifyRequest): Asked {
  const path = request.url.split("?", 1)[0] ?? "";
  return { query: readQuery(request), url: `${originOf(request)}${path}` };
}

/** Scheme and host under which the client reached the PIM; links are made from it. */
export function originOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`;
}

/** A list as HAL, in pages that are counted (api.akeneo.com/documentation/pagination.html#the-offset-method). */
export function offsetList<T>({ query, url }: Asked, items: readonly T[], present: (item: T) => unknown): unknown {
  const limit = readLimit(query);
  const page = readPage(query);
  const withCount = readBoolean(query, "with_count");
  const shown = items.slice((page - 1) * limit, page * limit);
  const link = (to: number): { href: string } => ({
    href: withParameters(url, { ...query, page: String(to), limit: String(limit), with_count: String(withCount) }),
  });
  return {
    _links: {
      self: link(page),
      first: link(1),
      ...(page > 1 ? { previous: link(page - 1) } : {}),
      ...(shown.length === limit ? { next: link(page + 1) } : {}),
    },
    current_page: page,
    ...(withCount ? { items_count: items.length } : {}),
    _embedded: { items: shown.map(present) },
  };
}

/** The same for lists that may be read deep: `search_after`, or counted pages down to the 10,000th item. */
export function deepList<T>(
  request: Asked,
  sorted: readonly T[],
  shape: { keyOf: (item: T) => string; present: (item: T) => unknown },
): unknown {
  const type = request.query["pagination_type"] ?? "page";
  if (type === "search_after") return searchAfterList(request, sorted, shape);
  if (type !== "page") throw unprocessable("Pagination type does not exist.");
  if (readPage(request.query) * readLimit(request.query) > 10_000) throw tooDeep();
  return offsetList(request, sorted, shape.present);
}

function searchAfterList<T>(
  { query, url }: Asked,
  sorted: readonly T[],
  { keyOf, present }: { keyOf: (item: T) => string; present: (item: T) => unknown },
): unknown {
  const limit = readLimit(query);
  const after = query["search_after"];
  const rest = after === undefined ? sorted : sorted.filter((item) => keyOf(item) > after);
  const shown = rest.slice(0, limit);
  const { page: _page, search_after: _after, ...kept } = query;
  const first = { ...kept, limit: String(limit) };
  const last = shown.at(-1);
  return {
    _links: {
      self: { href: withParameters(url, after === undefined ? first : { ...first, search_after: after }) },
      first: { href: withParameters(url, first) },
      ...(shown.length === limit && last ? { next: { href: withParameters(url, { ...first, search_after: keyOf(last) }) } } : {}),
    },
    _embedded: { items: shown.map(present) },
  };
}

/** True only for `true`, as Akeneo reads its flags. */
export function readBoolean(query: Query, name: string): boolean {
  return query[name] === "true";
}

function readLimit(query: Query): number {
  const text = query["limit"] ?? "10";
  if (!/^\d+$/.test(text) || Number(text) < 1) throw unprocessable(`"${text}" is not a valid limit number.`);
  if (Number(text) > 100) throw unprocessable("You cannot request more than 100 items.");
  return Number(text);
}

function readPage(query: Query): number {
  const text = query["page"] ?? "1";
  if (!/^\d+$/.test(text) || Number(text) < 1) throw unprocessable(`"${text}" is not a valid page number.`);
  return Number(text);
}

function tooDeep(): ApiProblem {
  return new ApiProblem(
    422,
    'You have reached the maximum number of pages you can retrieve with the "page" pagination type. Please use the search after pagination type instead',
    linkTo("documentation/pagination.html#the-search-after-method"),
  );
}

function withParameters(url: string, parameters: Query): string {
  return `${url}?${new URLSearchParams(parameters).toString()}`;
}
