import type { RunningTryton } from "../tryton/start-tryton.js";
import merchant from "../tryton/merchant.json" with { type: "json" };
import type { KnownProduct } from "./catalogue-of.js";
import type { SystemSettings } from "./start-graph.js";

/** The settings that a merchant with this Tryton would write. */
export function trytonSystem({ url, database, user, password }: RunningTryton): SystemSettings {
  const access = { url, database, user, password };
  return { connector: "tryton", settings: { ...access, shopLocations: ["SHOP-LILLE"], groupPriceLists: { trade: "Trade" } } };
}

/** What Tryton's merchant sells. */
export const trytonProducts: readonly KnownProduct[] = merchant.products.map(({ sku, name }) => ({ sku, name }));
