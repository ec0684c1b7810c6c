import type { Category, ProductContent, Sku } from "#model";
import { changeTags, readOne, valuesOf, type EntityCache } from "#platform";
import type { Call, CatalogPort } from "#sdk";

/** How long what is read of the PIM holds when no event says otherwise, in milliseconds. */
export interface PimLifetimes {
  readonly contentMs: () => number;
  /** Categories, of which no PIM tells changes. */
  readonly referenceMs: () => number;
}

/** How the PIM is read: through the cache. */
export interface PimReads {
  readonly products: (skus: readonly Sku[], call: Call) => Promise<ReadonlyMap<Sku, ProductContent | Error>>;
  /** SKUs of the variants of models. */
  readonly variants: (models: readonly string[], call: Call) => Promise<ReadonlyMap<string, readonly Sku[] | Error>>;
  readonly categories: (call: Call) => Promise<readonly Category[]>;
}

/** What is read, and where it is kept. */
export interface PimReadsOptions {
  /** Name of the connected system. */
  readonly source: string;
  readonly catalog: CatalogPort;
  readonly cache: EntityCache;
  readonly lifetimes: PimLifetimes;
}

/** Reads from the port, through the cache. Content is kept in all its languages at once, as the port gives it. */
export function createPimReads({ source: system, catalog, cache, lifetimes }: PimReadsOptions): PimReads {
  const type = "product.changed";
  const content = cache.kind<Sku, ProductContent>({
    kind: "content",
    system,
    lifetimeMs: lifetimes.contentMs,
    tagsOf: (subject) => changeTags({ type, system, subject }),
  });
  const variants = cache.kind<string, readonly Sku[]>({
    kind: "variants",
    system,
    lifetimeMs: lifetimes.contentMs,
    // Which products a model has can change with any of them.
    tagsOf: () => changeTags({ type, system }),
  });
  const categories = cache.kind<"all", readonly Category[]>({
    kind: "categories",
    system,
    lifetimeMs: lifetimes.referenceMs,
    tagsOf: () => [],
  });
  return {
    products: async (keys, waiting) => valuesOf(await content.read({ keys, waiting, load: catalog.products })),
    variants: async (keys, waiting) => valuesOf(await variants.read({ keys, waiting, load: catalog.variants })),
    categories: async (waiting) => {
      const load = async (_all: readonly "all"[], call: Call) => new Map([["all" as const, await catalog.categories(call)]]);
      return (await readOne(categories, { key: "all", waiting, load })) ?? [];
    },
  };
}
