import type { StockRecord } from "#model";
import type { Call, StockPort } from "#sdk";
import { toLocation, toStock } from "./mapping/stock.js";
import { bySku } from "./mapping/variants.js";
import { STOCK, STOCK_LOCATIONS, STOCK_PAGE } from "./operations/stock.js";
import type { Shop } from "./shop.js";

/** Stock in the stock locations of the channel. */
export function vendureStock(shop: Shop): StockPort {
  const { api, settings, inChunks } = shop;
  return {
    locations: async (call) => {
      const { stockLocations } = await api.read(STOCK_LOCATIONS, { take: settings.listLimit }, call);
      return stockLocations.items.map((location) => toLocation(location, settings.locations));
    },
    stockOf: async (skus, call) => {
      const variants = await inChunks(skus, async (chunk, take) => {
        const { productVariants } = await api.read(STOCK, { skus: chunk, take }, call);
        return productVariants.items;
      });
      const records = [...bySku(variants).values()].map((variant) => toStock(variant, settings.locations));
      return new Map(records.map((record) => [record.sku, record]));
    },
    scan: (call) => scan(shop, call),
  };
}

/** Variants in one page of a full read: small enough to answer within a time limit that fits single reads. */
const PAGE = 250;

async function* scan({ api, settings }: Shop, call: Call): AsyncGenerator<readonly StockRecord[]> {
  const take = Math.min(PAGE, settings.listLimit);
  for (let skip = 0, total = 1; skip < total; skip += take) {
    const { productVariants } = await api.read(STOCK_PAGE, { skip, take }, call);
    total = productVariants.totalItems;
    yield [...bySku(productVariants.items).values()].map((variant) => toStock(variant, settings.locations));
  }
}
