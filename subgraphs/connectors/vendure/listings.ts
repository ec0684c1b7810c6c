import { sku } from "#model";
import type { ListingsPort } from "#sdk";
import { toChannel, toListings } from "./mapping/listings.js";
import { bySku } from "./mapping/variants.js";
import { CHANNELS, LISTINGS } from "./operations/listings.js";
import type { Shop } from "./shop.js";

/** How products stand on Vendure's channels. */
export function vendureListings({ api, settings, batches }: Shop): ListingsPort {
  return {
    channels: async (call) => {
      const { channels } = await api.read(CHANNELS, { take: settings.listLimit }, call);
      return channels.items.filter(({ code }) => settings.channels?.includes(code) ?? true).map(toChannel);
    },
    listingsOf: (skus, call) =>
      batches(skus, async (batch, take) => {
        const { productVariants } = await api.read(LISTINGS, { skus: batch, take }, call);
        return new Map([...bySku(productVariants.items)].map(([key, variant]) => [sku(key), toListings(variant, settings)]));
      }),
  };
}
