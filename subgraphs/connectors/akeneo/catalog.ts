import type { ProductContent, Sku } from "#model";
import { batched, type Call, type CatalogPort, type ConnectorContext } from "#sdk";
import { type AkeneoApi, longestPage } from "./client.js";
import { contentGround, skuOf, toCategory, toContent } from "./mapping/product.js";
import type { ReferenceMemory } from "./reference.js";
import { changedSince, identifierIn, parentIn, keysPerFilter } from "./search.js";
import type { AkeneoSettings } from "./settings.js";
import { productNameSchema, productSchema } from "./wire.js";

const products = "products-uuid";

/** The catalogue of one PIM. */
export interface CatalogGround {
  readonly api: AkeneoApi;
  readonly reference: ReferenceMemory;
  readonly settings: AkeneoSettings;
}

/** Product content: products by SKU in one request for each hundred, variants by model, the whole catalogue, and the category tree. */
export function akeneoCatalog(api: AkeneoApi, reference: ReferenceMemory, { settings }: ConnectorContext<AkeneoSettings>): CatalogPort {
  const ground = { api, reference, settings };
  return {
    products: (skus, call) =>
      batched({ keys: skus, size: keysPerFilter(skus, longestPage), load: (some) => readProducts(ground, some, call) }),
    variants: (models, call) =>
      batched({ keys: models, size: keysPerFilter(models, longestPage), load: (some) => readVariants(ground, some, call) }),
    scan: ({ updatedSince }, call) => scanProducts(ground, updatedSince, call),
    categories: async (call) => {
      const { categories, languages } = await reference.categories(call);
      return categories.map((category) => toCategory(category, languages));
    },
  };
}

async function readProducts(
  { api, reference, settings }: CatalogGround,
  skus: readonly Sku[],
  call: Call,
): Promise<ReadonlyMap<Sku, ProductContent>> {
  const list = { path: products, query: { search: identifierIn(skus), with_attribute_options: true } };
  const [known, found] = await Promise.all([reference.forProducts(call), api.page(list, productSchema, call)]);
  const asked = new Set(skus);
  const ground = contentGround(known, settings);
  const contents = found.flatMap((product) => toContent(product, ground) ?? []);
  // The PIM finds identifiers whatever their case; what was not asked for in so many letters is another SKU.
  return new Map(contents.filter(({ sku }) => asked.has(sku)).map((content) => [content.sku, content]));
}

async function readVariants(
  { api, settings }: CatalogGround,
  models: readonly string[],
  call: Call,
): Promise<ReadonlyMap<string, readonly Sku[]>> {
  const query = { search: parentIn(models), attributes: settings.identifierAttribute, pagination_type: "search_after" };
  const variants = new Map<string, Sku[]>();
  for await (const page of api.pages({ path: products, query }, productNameSchema, call)) {
    for (const { parent, values } of page) {
      const sku = skuOf(values, settings);
      if (parent && sku !== undefined) variants.set(parent, [...(variants.get(parent) ?? []), sku]);
    }
  }
  // The PIM lists products by their random UUIDs.
  for (const skus of variants.values()) skus.sort();
  return variants;
}

async function* scanProducts(
  { api, reference, settings }: CatalogGround,
  since: string | undefined,
  call: Call,
): AsyncGenerator<readonly ProductContent[]> {
  const search = since === undefined ? undefined : changedSince(since, settings.timeZone);
  const query = { pagination_type: "search_after", with_attribute_options: true, search };
  for await (const page of api.pages({ path: products, query }, productSchema, call)) {
    const ground = contentGround(await reference.forProducts(call), settings);
    const contents = page.flatMap((product) => toContent(product, ground) ?? []);
    if (contents.length > 0) yield contents;
  }
}
