import { sku, type ListingRecord, type Sku } from "#model";
import { batched, pagesByCursor, type Call, type ConnectorContext, type ListingsPort } from "#sdk";
import { readSalesChannels } from "./channels.js";
import type { ShopifyApi } from "./client.js";
import { bySku, shapeOf, toListings, translatedLocales, type SalesChannel } from "./mapping.js";
import { costPerVariant, listingsOperation, type VariantNode } from "./operations/listings.js";
import { anyOf } from "./search-query.js";
import type { ShopifySettings } from "./settings.js";

/** How long sales channels are remembered; they change with the shop's set-up. */
const channelsTtlMs = 5 * 60_000;
/** The most that Shopify lets one query cost (https://shopify.dev/docs/api/usage/limits). */
const maxQueryCost = 1_000;
const connectionCost = 2;
/** SKUs in one search. */
const maxBatch = 100;

type Context = Pick<ConnectorContext<ShopifySettings>, "settings" | "remember">;

/** How products stand on the shop's sales channels. */
export function shopifyListings(api: ShopifyApi, { settings, remember }: Context): ListingsPort {
  const salesChannels = remember({
    name: "channels",
    ttlMs: channelsTtlMs,
    load: (_key: "all", call) => readSalesChannels(api, settings, call),
  });
  return {
    channels: async (call) => (await salesChannels.get("all", call)).map(({ channel }) => channel),
    listingsOf: async (skus, call) => {
      // No keys, no call: not even for the channels.
      const asked = skus.filter((key) => key.trim() !== "");
      if (asked.length === 0) return new Map();
      const channels = await salesChannels.get("all", call);
      return batched({ keys: asked, size: batchSize(channels), load: (batch) => readListings(api, { batch, channels }, call) });
    },
  };
}

function batchSize(channels: readonly SalesChannel[]): number {
  return Math.min(maxBatch, Math.max(1, Math.floor((maxQueryCost - connectionCost) / costPerVariant(shapeOf(channels)))));
}

interface Batch {
  readonly batch: readonly Sku[];
  readonly channels: readonly SalesChannel[];
}

async function readListings(api: ShopifyApi, { batch, channels }: Batch, call: Call): Promise<ReadonlyMap<Sku, readonly ListingRecord[]>> {
  const shape = shapeOf(channels);
  const operation = listingsOperation(shape);
  const maxCost = connectionCost + batch.length * costPerVariant(shape);
  const pages = pagesByCursor({
    load: (after) =>
      api.read(
        {
          operation,
          variables: { first: batch.length, after: after ?? null, query: anyOf("sku", batch), ...variablesOf(channels) },
          maxCost,
        },
        call,
      ),
    nextOf: ({ productVariants: { pageInfo } }) => (pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined),
  });
  const variants: VariantNode[] = [];
  for await (const { productVariants } of pages) variants.push(...productVariants.nodes);
  // The search knows no case and may find words inside: only what is exactly the SKU counts.
  const wanted = new Set<string>(batch);
  const found = [...bySku(variants)].filter(([key]) => wanted.has(key));
  return new Map(found.map(([key, same]) => [sku(key), toListings(sku(key), same, channels)]));
}

function variablesOf(channels: readonly SalesChannel[]): Record<string, string> {
  const publications = channels.map(({ publicationId }, index) => [`p${index}`, publicationId] as const);
  const locales = translatedLocales(channels).map((one, index) => [`l${index}`, one] as const);
  return Object.fromEntries([...publications, ...locales]);
}
