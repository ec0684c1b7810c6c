import type { Sku } from "#model";
import { type Call, type PricesPort, SystemRefused } from "#sdk";
import { NO_PRICE } from "./faults.js";
import { toPriceList, toSchedule } from "./mapping/prices.js";
import { bySku } from "./mapping/variants.js";
import { PRICED_CURRENCIES, type PricedVariant, PRICES, PRICES_BY_ID } from "./operations/prices.js";
import type { Shop } from "./shop.js";

/** Prices of the channel in one currency, as Vendure calculates them; it has one list for all viewers. */
export function vendurePrices(shop: Shop): PricesPort {
  return {
    listFor: async (_viewer, call) => {
      const { channel, currency } = await shop.window(call);
      return toPriceList(channel, currency);
    },
    schedules: (skus, list, call) =>
      shop.batches(skus, async (batch, take) => {
        const [{ amount }, variants] = await Promise.all([shop.window(call), pricesOf(shop, { skus: batch, take }, call)]);
        const current = variants.filter(({ currencyCode }) => currencyCode === list.currency);
        const schedules = [...bySku(current).values()].map((variant) => toSchedule(variant, list, amount));
        return new Map(schedules.map((schedule) => [schedule.sku, schedule]));
      }),
  };
}

interface Batch {
  readonly skus: readonly Sku[];
  readonly take: number;
}

// One question, as a rule. Vendure refuses the whole batch when one variant has no price: then ask which have one, and for those.
async function pricesOf(shop: Shop, batch: Batch, call: Call): Promise<readonly PricedVariant[]> {
  try {
    const { productVariants } = await shop.api.read(PRICES, { ...batch }, call);
    return productVariants.items;
  } catch (error) {
    if (error instanceof SystemRefused && error.detail.vendorCode === NO_PRICE) return pricesWithGaps(shop, batch, call);
    throw error;
  }
}

async function pricesWithGaps(shop: Shop, batch: Batch, call: Call): Promise<readonly PricedVariant[]> {
  const { currency } = await shop.window(call);
  const { productVariants } = await shop.api.read(PRICED_CURRENCIES, { ...batch }, call);
  const priced = productVariants.items.filter(({ prices }) => prices.some(({ currencyCode }) => currencyCode === currency));
  if (priced.length === 0) return [];
  const answer = await shop.api.read(PRICES_BY_ID, { ids: priced.map(({ id }) => id), take: batch.take }, call);
  return answer.productVariants.items;
}
