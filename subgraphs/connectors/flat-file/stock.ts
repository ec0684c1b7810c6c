import { locationId, type Sku, type StockRecord } from "#model";
import { batched, pagesByCursor, type ConnectorContext, type StockPort } from "#sdk";
import { toStock } from "./mapping.js";
import type { FlatFileSettings } from "./settings.js";

const skusAtOnce = 1_000;

/** Stock as the files told it last. */
export function flatFileStock({ settings, delivered }: ConnectorContext<FlatFileSettings>): StockPort {
  const places = new Set(settings.locations.map(({ code }) => code));
  const read = async (skus: readonly Sku[]): Promise<ReadonlyMap<Sku, StockRecord>> => {
    const known = (await delivered.stockOf(skus)).filter(({ location }) => places.has(location));
    const bySku = Map.groupBy(known, ({ sku }) => sku);
    return new Map([...bySku].map(([sku, levels]) => [sku, toStock(sku, levels)]));
  };
  return {
    locations: async () => settings.locations.map(({ code, name, kind }) => ({ id: locationId(code), name, kind })),
    stockOf: (skus) => batched({ keys: skus, size: skusAtOnce, load: read }),
    scan: async function* () {
      const pages = pagesByCursor({
        load: (after) => delivered.stockedSkus(after, skusAtOnce),
        nextOf: (skus) => (skus.length < skusAtOnce ? undefined : skus.at(-1)),
      });
      for await (const skus of pages) if (skus.length > 0) yield [...(await read(skus)).values()];
    },
  };
}
