import { z } from "zod";
import { operation } from "../operation.js";

const published = z.record(z.string(), z.unknown());

const product = z
  .object({
    title: z.string(),
    handle: z.string(),
    status: z.string(),
    publishedAt: z.string().nullable(),
    onlineStoreUrl: z.string().nullable(),
    hasOnlyDefaultVariant: z.boolean(),
    seo: z.object({ title: z.string().nullable(), description: z.string().nullable() }),
  })
  .and(published);

const variant = z.object({ sku: z.string().nullable(), legacyResourceId: z.string(), product }).and(published);

const data = z.object({
  productVariants: z.object({
    nodes: z.array(variant),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
});

/** A variant with its product as Shopify answers it; publications are under `on0`, `on1` …, translations under `in0`, `in1` … */
export type VariantNode = z.output<typeof variant>;

/** What a list of translations must be. */
export const translations = z.array(z.object({ key: z.string(), value: z.string().nullable() }));

/** How many publications and translated languages a listing tells of. */
export interface ListingShape {
  readonly publications: number;
  readonly locales: number;
}

/**
 * Variants with what their product shows on each publication; needs `read_products`, `read_publications` and, with languages,
 * `read_translations`. A field for each publication costs nothing, a connection of publications would cost points for each.
 */
export function listingsOperation({ publications, locales }: ListingShape) {
  const indexes = (count: number): number[] => [...Array(count).keys()];
  const on = indexes(publications).map((index) => `on${index}: publishedOnPublication(publicationId: $p${index})`);
  const inLocale = indexes(locales).map((index) => `in${index}: translations(locale: $l${index}) { key value }`);
  const variables = [...indexes(publications).map((index) => `$p${index}: ID!`), ...indexes(locales).map((index) => `$l${index}: String!`)];
  return operation({
    api: "admin",
    name: "Listings",
    text: `query Listings(${["$first: Int!", "$after: String", "$query: String!", ...variables].join(", ")}) {
  productVariants(first: $first, after: $after, query: $query) {
    nodes {
      sku legacyResourceId ${on.join(" ")}
      product {
        title handle status publishedAt onlineStoreUrl hasOnlyDefaultVariant seo { title description }
        ${[...on, ...inLocale].join(" ")}
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`,
    data,
  });
}

/** Most points that a variant can cost: itself, its product, its search texts, and each language (https://shopify.dev/docs/api/usage/limits). */
export function costPerVariant({ locales }: ListingShape): number {
  return 3 + locales;
}
