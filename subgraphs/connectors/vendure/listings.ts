import { sku } from "#model";
import type { ListingsPort } from "#sdk";
import { toChannel, toListings } from "./mapping/listings.js";
import { bySku } from "./mapping/variants.js";
import { CHANNELS, LISTINGS } from "./operations/listings.js";
import type { Shop } from "./shop.js";

/** How products stand on Vendure's channels. */
export function vendureListings({ api, settings, inChunks }: Shop): ListingsPort {
  return {
    channels: async (call) => {
      const { channels } = await api.read(CHANNELS, { take: settings.listLimit }, call);
      return channels.items.filter(({ code }) => settings.channels?.includes(code) ?? true).map(toChannel);
    },
    listingsOf: async (skus, call) => {
      const variants = await inChunks(skus, async (chunk, take) => {
        const { productVariants } = await api.read(LISTINGS, { skus: chunk, take }, call);
        return productVariants.items;
      });
      return new Map([...bySku(variants)].map(([key, variant]) => [sku(key), toListings(variant, settings)]));
    },
  };
}
