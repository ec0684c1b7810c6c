import { categoryCode, sku, type Category, type CategoryCode } from "#model";
import { buildFederatedSchema, keyLoader, once, type Clock, type EntityCache, type Subgraph, type SubgraphRequest } from "#platform";
import type { Call, CatalogPort } from "#sdk";
import type { PimContext } from "./context.js";
import { chooseLanguages, type LanguageSettings } from "./languages.js";
import { CategoryResolver } from "./resolvers/category-resolver.js";
import { ProductResolver } from "./resolvers/product-resolver.js";
import { SearchResolver } from "./resolvers/search-resolver.js";
import { AttributeResolver, FamilyResolver, MediaResolver } from "./resolvers/text-resolvers.js";
import { createPimReads, type PimLifetimes, type PimReads } from "./reads.js";
import { createProductIndex } from "./search/product-index.js";

/** What the PIM subgraph stands on. */
export interface PimSubgraphOptions {
  /** Name of the connected system. */
  readonly source: string;
  readonly catalog: CatalogPort;
  readonly languages: LanguageSettings;
  readonly cache: EntityCache;
  readonly lifetimes: PimLifetimes;
  readonly clock: Clock;
  /** How old the search index may grow before a search refreshes it, in milliseconds. */
  readonly indexRefreshMs: number;
}

export type { PimLifetimes } from "./reads.js";

/** The subgraph of product content: names, descriptions, media, attributes, categories, search. */
export async function createPimSubgraph(options: PimSubgraphOptions): Promise<Subgraph> {
  const { schema, sdl } = await buildFederatedSchema<PimContext>({
    resolvers: [ProductResolver, SearchResolver, CategoryResolver, FamilyResolver, AttributeResolver, MediaResolver],
    references: {
      Product: (reference) => ({ sku: sku(String(reference.sku)) }),
      Category: async (reference, context) => {
        const category = (await context.categories()).get(categoryCode(String(reference.code)));
        return category && { code: category.code, category };
      },
    },
  });
  const reads = createPimReads(options);
  const index = createProductIndex({
    source: options.source,
    catalog: options.catalog,
    categories: async (call) => byCode(await options.catalog.categories(call)),
    clock: options.clock,
    refreshMs: options.indexRefreshMs,
    readTimeoutMs: 120_000,
  });
  return { name: "pim", schema, sdl, createContext: (request) => contextOf(request, { ...options, index, reads }), warm: index.warm };
}

interface ContextGround extends PimSubgraphOptions, Pick<PimContext, "index"> {
  readonly reads: PimReads;
}

function contextOf(request: SubgraphRequest, deps: ContextGround): PimContext {
  const call: Call = { deadline: request.deadline, signal: request.signal };
  return {
    call,
    viewer: request.viewer,
    source: deps.source,
    languages: chooseLanguages(deps.languages, request.languages),
    products: keyLoader((skus) => deps.reads.products(skus, call)),
    variants: keyLoader((models) => deps.reads.variants(models, call)),
    categories: once(async () => byCode(await deps.reads.categories(call))),
    index: deps.index,
  };
}

function byCode(categories: readonly Category[]): ReadonlyMap<CategoryCode, Category> {
  return new Map(categories.map((one) => [one.code, one]));
}
