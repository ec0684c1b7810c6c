import { vendorError } from "./vendor-error.js";

/** Paging arguments as Shopify's connections take them. */
export interface PageArgs {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
  readonly reverse?: boolean | null;
}

/** A connection as the schema shows it. */
export interface Connection<Node> {
  readonly edges: () => { readonly cursor: string; readonly node: Node }[];
  readonly nodes: () => Node[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** How an item becomes a node, and what its cursor points at. */
export interface Connecting<Item, Node> {
  readonly idOf: (item: Item) => number | string;
  readonly nodeOf: (item: Item) => Node;
}

/** Largest page of any connection (https://shopify.dev/docs/api/usage/pagination-graphql). */
const maxPageSize = 250;

/** One page of a sorted list. */
export function connect<Item, Node>(sorted: readonly Item[], args: PageArgs, { idOf, nodeOf }: Connecting<Item, Node>): Connection<Node> {
  const limit = limitOf(args);
  const items = args.reverse === true ? sorted.toReversed() : sorted;
  const at = (cursor: string | null | undefined): number | undefined => position(items, cursor, idOf);
  const from = (at(args.after) ?? -1) + 1;
  const until = at(args.before) ?? items.length;
  const start = limit.kind === "first" ? from : Math.max(from, until - limit.count);
  const end = limit.kind === "first" ? Math.min(until, from + limit.count) : until;
  const page = items.slice(start, end);
  const cursorOf = (item: Item | undefined): string | null => (item === undefined ? null : cursorTo(idOf(item)));
  return {
    edges: () => page.map((item) => ({ cursor: cursorTo(idOf(item)), node: nodeOf(item) })),
    nodes: () => page.map(nodeOf),
    pageInfo: {
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0,
      startCursor: cursorOf(page[0]),
      endCursor: cursorOf(page.at(-1)),
    },
  };
}

/** The cursor that points at one item. */
export function cursorTo(id: number | string): string {
  return Buffer.from(JSON.stringify({ last_id: id, last_value: String(id) })).toString("base64");
}

function limitOf({ first, last }: PageArgs): { readonly kind: "first" | "last"; readonly count: number } {
  const kind = typeof first === "number" ? "first" : "last";
  const count = first ?? last;
  if (typeof count !== "number") throw vendorError("you must provide one of first or last");
  if (typeof first === "number" && typeof last === "number") throw vendorError("providing both first and last is not supported");
  if (count < 0) throw vendorError(`${kind} cannot be negative`);
  if (count > maxPageSize) throw vendorError(`${kind} cannot exceed ${maxPageSize}`);
  return { kind, count };
}

function position<Item>(
  items: readonly Item[],
  cursor: string | null | undefined,
  idOf: (item: Item) => number | string,
): number | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  const index = items.findIndex((item) => cursorTo(idOf(item)) === cursor);
  if (index < 0) throw vendorError("Invalid cursor for current pagination sort.");
  return index;
}
