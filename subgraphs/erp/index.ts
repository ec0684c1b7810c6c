import { customerId, locationId, sku, type BillOfMaterials, type PriceViewer, type Sku, type SupplierOffer } from "#model";
import { buildFederatedSchema, keyLoader, once, type Clock, type Subgraph, type SubgraphRequest, type Viewer } from "#platform";
import type { Call, PricesPort, StockPort, SuppliersPort } from "#sdk";
import type { ErpContext, Observed } from "./context.js";
import { PriceResolver } from "./resolvers/price-resolver.js";
import { StockResolver, toLocation } from "./resolvers/stock-resolver.js";
import { SupplyResolver } from "./resolvers/supply-resolver.js";
import { ProductType } from "./schema/product-type.js";

/** What the ERP subgraph stands on. */
export interface ErpSubgraphOptions {
  /** Name of the connected system. */
  readonly source: string;
  readonly stock: StockPort;
  readonly prices: PricesPort;
  /** Absent when the system has no purchasing: suppliers and bills of materials are then empty. */
  readonly suppliers?: SuppliersPort | undefined;
  readonly clock: Clock;
}

/** The subgraph of stock, prices and supply. */
export async function createErpSubgraph(options: ErpSubgraphOptions): Promise<Subgraph> {
  const { schema, sdl } = await buildFederatedSchema<ErpContext>({
    resolvers: [StockResolver, PriceResolver, SupplyResolver],
    orphanedTypes: [ProductType],
    references: {
      Product: (reference) => ({ sku: sku(String(reference.sku)) }),
      Location: async (reference, context) => {
        const location = (await context.locations()).get(locationId(String(reference.id)));
        return location && toLocation(location);
      },
    },
  });
  return { name: "erp", schema, sdl, createContext: (request) => contextOf(request, options) };
}

function contextOf(request: SubgraphRequest, deps: ErpSubgraphOptions): ErpContext {
  const call: Call = { deadline: request.deadline, signal: request.signal };
  const priceList = once(() => deps.prices.listFor(priceViewerOf(request.viewer), call));
  return {
    viewer: request.viewer,
    source: deps.source,
    stock: keyLoader((skus) => observe(deps.clock, () => deps.stock.stockOf(skus, call))),
    prices: keyLoader((skus) => observe(deps.clock, async () => deps.prices.schedules(skus, await priceList(), call))),
    priceList,
    locations: once(async () => new Map((await deps.stock.locations(call)).map((one) => [one.id, one]))),
    offers: keyLoader<Sku, readonly SupplierOffer[]>(async (skus) => (await deps.suppliers?.offersFor(skus, call)) ?? new Map()),
    billsOfMaterials: keyLoader<Sku, BillOfMaterials>(async (skus) => (await deps.suppliers?.billsOfMaterialsOf(skus, call)) ?? new Map()),
  };
}

function priceViewerOf(viewer: Viewer): PriceViewer {
  return { groups: viewer.groups, ...(viewer.customer !== undefined && { customer: customerId(viewer.customer) }) };
}

// The stamp is taken before the question: an answer may be younger than it says, never older.
async function observe<Key, Value>(clock: Clock, read: () => Promise<ReadonlyMap<Key, Value>>): Promise<ReadonlyMap<Key, Observed<Value>>> {
  const asOf = new Date(clock.now()).toISOString();
  return new Map([...(await read())].map(([key, value]) => [key, { value, asOf }]));
}
