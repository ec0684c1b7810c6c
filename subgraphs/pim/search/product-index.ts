import MiniSearch from "minisearch";
import { sku, type CategoryCode, type Category, type Locale, type Page, type ProductContent, type Sku } from "#model";
import { InvalidInput, type Clock } from "#platform";
import { awaitShared, type Call, type CatalogPort } from "#sdk";
import { decodeCursor, encodeCursor } from "./cursor.js";
import { fits, type ProductConditions } from "./fits.js";
import { comparatorOf, type ProductOrder } from "./order.js";

/** What is searched for. */
export interface ProductQuery {
  readonly text?: string | undefined;
  readonly conditions: ProductConditions;
  readonly order: ProductOrder;
  readonly language: Locale;
  readonly first: number;
  readonly after?: string | undefined;
}

/** A search index over the catalogue, kept in memory and refreshed from what changed. */
export interface ProductIndex {
  /** SKUs that fit, in order; the first search waits for the catalogue to be read, no longer than its call may. */
  readonly search: (query: ProductQuery, call: Call) => Promise<Page<Sku>>;
}

/** What the index stands on. */
export interface ProductIndexOptions {
  /** Name of the connected system. */
  readonly source: string;
  readonly catalog: CatalogPort;
  readonly categories: (call: Call) => Promise<ReadonlyMap<CategoryCode, Category>>;
  readonly clock: Clock;
  /** A search on an index older than this starts a refresh in the background. */
  readonly refreshMs: number;
  /** Time that reading the whole catalogue may take. */
  readonly readTimeoutMs: number;
}

interface IndexState {
  readonly products: Map<Sku, ProductContent>;
  readonly texts: MiniSearch;
  categories: ReadonlyMap<CategoryCode, Category>;
  refreshedAt: number;
  newestChange: string | undefined;
}

// A change may become visible after a later stamp was read: each refresh reads this much again.
const overlapMs = 120_000;

/** An index that reads the catalogue once, then only what changed; concurrent searches share one read. */
export function createProductIndex(options: ProductIndexOptions): ProductIndex {
  const state = emptyState();
  let reading: Promise<void> | undefined;

  const read = (): Promise<void> => {
    reading ??= readChanges(state, options).finally(() => (reading = undefined));
    return reading;
  };
  const ready = async (): Promise<void> => {
    if (options.clock.now() - state.refreshedAt < options.refreshMs) return;
    const fresh = read();
    if (state.refreshedAt === Number.NEGATIVE_INFINITY) return fresh;
    // The last state serves on while the PIM is slow or down; the next search tries again.
    fresh.catch(() => undefined);
  };
  return {
    search: async (query, call) => {
      await awaitShared(ready(), call, { system: options.source, operation: "search", clock: options.clock });
      return searchIn(state, query);
    },
  };
}

function emptyState(): IndexState {
  const texts = emptyTexts();
  return { products: new Map(), texts, categories: new Map(), refreshedAt: Number.NEGATIVE_INFINITY, newestChange: undefined };
}

function emptyTexts(): MiniSearch {
  return new MiniSearch({
    idField: "sku",
    fields: ["sku", "name", "brand", "description", "model"],
    searchOptions: { boost: { sku: 5, name: 3, brand: 2 }, prefix: true, fuzzy: 0.15, combineWith: "AND" },
  });
}

async function readChanges(state: IndexState, options: ProductIndexOptions): Promise<void> {
  const startedAt = options.clock.now();
  const updatedSince = state.newestChange && new Date(Date.parse(state.newestChange) - overlapMs).toISOString();
  const call = { deadline: startedAt + options.readTimeoutMs };
  const categories = await options.categories(call);
  for await (const products of options.catalog.scan({ updatedSince }, call)) {
    for (const product of products) put(state, product);
  }
  state.categories = categories;
  state.refreshedAt = startedAt;
}

function put(state: IndexState, product: ProductContent): void {
  const document = {
    sku: product.sku,
    name: Object.values(product.name).join(" "),
    description: Object.values(product.description).join(" "),
    brand: product.brand ?? "",
    model: product.model ?? "",
  };
  if (state.texts.has(product.sku)) state.texts.replace(document);
  else state.texts.add(document);
  state.products.set(product.sku, product);
  if (state.newestChange === undefined || product.updatedAt > state.newestChange) state.newestChange = product.updatedAt;
}

function searchIn(state: IndexState, query: ProductQuery): Page<Sku> {
  const scores = query.text?.trim() ? scoresOf(state.texts, query.text) : undefined;
  const candidates = scores ? [...scores.keys()].flatMap((one) => state.products.get(one) ?? []) : [...state.products.values()];
  const found = candidates.filter((product) => fits(product, query.conditions, state.categories));
  found.sort(comparatorOf(query.order, query.language, scores));
  return pageOf(found, query);
}

function scoresOf(texts: MiniSearch, text: string): Map<Sku, number> {
  return new Map(texts.search(text).map((hit): [Sku, number] => [sku(String(hit.id)), hit.score]));
}

function pageOf(found: readonly ProductContent[], query: ProductQuery): Page<Sku> {
  const start = query.after === undefined ? 0 : positionAfter(found, query.after);
  const items = found.slice(start, start + query.first).map((product, at) => ({
    item: product.sku,
    cursor: encodeCursor({ sku: product.sku, position: start + at }),
  }));
  return { items, hasNextPage: start + items.length < found.length, totalCount: found.length };
}

// The cursor's product gives the place; when it no longer fits, its former position does.
function positionAfter(found: readonly ProductContent[], after: string): number {
  const cursor = decodeCursor(after);
  if (cursor === undefined)
    throw new InvalidInput({ field: "after", problem: "it is no cursor of this list", remedy: "pass an endCursor as it was given" });
  const at = found.findIndex((product) => product.sku === cursor.sku);
  return at >= 0 ? at + 1 : Math.min(cursor.position, found.length);
}
