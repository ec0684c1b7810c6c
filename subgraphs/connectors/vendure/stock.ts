import type { StockRecord } from "#model";
import { type Call, pagesByOffset, type StockPort } from "#sdk";
import { toLocation, toStock } from "./mapping/stock.js";
import { bySku } from "./mapping/variants.js";
import { STOCK, STOCK_LOCATIONS, STOCK_PAGE, type StockedVariant } from "./operations/stock.js";
import type { Shop } from "./shop.js";

/** Stock in the stock locations of the channel. */
export function vendureStock(shop: Shop): StockPort {
  const { api, settings, batches } = shop;
  return {
    locations: async (call) => {
      const { stockLocations } = await api.read(STOCK_LOCATIONS, { take: settings.listLimit }, call);
      return stockLocations.items.map((location) => toLocation(location, settings.locations));
    },
    stockOf: (skus, call) =>
      batches(skus, async (batch, take) => {
        const { productVariants } = await api.read(STOCK, { skus: batch, take }, call);
        return new Map(toRecords(productVariants.items, shop).map((record) => [record.sku, record]));
      }),
    scan: (call) => scan(shop, call),
  };
}

/** Variants in one page of a full read: small enough to answer within a time limit that fits single reads. */
const PAGE = 250;

async function* scan(shop: Shop, call: Call): AsyncGenerator<readonly StockRecord[]> {
  const load = async (skip: number, take: number): Promise<readonly StockedVariant[]> => {
    const { productVariants } = await shop.api.read(STOCK_PAGE, { skip, take }, call);
    return productVariants.items;
  };
  const pages = pagesByOffset({ pageSize: Math.min(PAGE, shop.settings.listLimit), load });
  for await (const variants of pages) yield toRecords(variants, shop);
}

function toRecords(variants: readonly StockedVariant[], { settings }: Shop): StockRecord[] {
  return [...bySku(variants).values()].map((variant) => toStock(variant, settings.locations));
}
