import { priceListId, type PriceList, type PriceViewer } from "#model";
import { batched, type ConnectorContext, type PricesPort } from "#sdk";
import { toSchedule } from "./mapping.js";
import type { FlatFileSettings } from "./settings.js";

const skusAtOnce = 1_000;

/** Prices as the files told them last. */
export function flatFilePrices({ settings, delivered }: ConnectorContext<FlatFileSettings>): PricesPort {
  return {
    listFor: async (viewer) => listFor(settings, viewer),
    schedules: (skus, list) =>
      batched({
        keys: skus,
        size: skusAtOnce,
        load: async (keys) => {
          const bySku = Map.groupBy(await delivered.pricesOf(keys, list.name), ({ sku }) => sku);
          return new Map([...bySku].map(([sku, prices]) => [sku, toSchedule(sku, list, prices)]));
        },
      }),
  };
}

function listFor({ groupPriceLists, publicPriceList, currency }: FlatFileSettings, { groups }: PriceViewer): PriceList {
  const name = groups.map((group) => groupPriceLists[group]).find((one) => one !== undefined) ?? publicPriceList;
  return { id: priceListId(name), name, currency };
}
