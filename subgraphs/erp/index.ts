import { locationId, sku, type BillOfMaterials, type Sku, type SupplierOffer } from "#model";
import {
  buildFederatedSchema,
  keyLoader,
  once,
  type Clock,
  type EntityCache,
  type EventBus,
  type Subgraph,
  type SubgraphRequest,
  type Telemetry,
} from "#platform";
import type { Call, PricesPort, StockPort, SuppliersPort } from "#sdk";
import type { ErpContext } from "./context.js";
import { createLiveErp, type LiveErp } from "./live/live-erp.js";
import { createErpReads, priceViewerOf, type ErpLifetimes, type ErpReads } from "./reads.js";
import { ChangeResolver, PriceChangeResolver } from "./resolvers/change-resolver.js";
import { PriceResolver } from "./resolvers/price-resolver.js";
import { StockResolver } from "./resolvers/stock-resolver.js";
import { SupplyResolver } from "./resolvers/supply-resolver.js";
import { ProductType } from "./schema/product-type.js";
import { toLocation } from "./to-stock.js";

export type { ErpLifetimes } from "./reads.js";

/** What the ERP subgraph stands on. */
export interface ErpSubgraphOptions {
  /** Name of the connected system. */
  readonly source: string;
  readonly stock: StockPort;
  readonly prices: PricesPort;
  /** Absent when the system has no purchasing: suppliers and bills of materials are then empty. */
  readonly suppliers?: SuppliersPort | undefined;
  readonly cache: EntityCache;
  readonly lifetimes: ErpLifetimes;
  /** Tells of changes. */
  readonly bus: EventBus;
  /** Most SKUs of one subscription. */
  readonly maxSubscribedSkus: number;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** The subgraph of stock, prices and supply. */
export async function createErpSubgraph(options: ErpSubgraphOptions): Promise<Subgraph> {
  const { schema, sdl } = await buildFederatedSchema<ErpContext>({
    resolvers: [StockResolver, PriceResolver, SupplyResolver, ChangeResolver, PriceChangeResolver],
    orphanedTypes: [ProductType],
    references: {
      Product: (reference) => ({ sku: sku(String(reference.sku)) }),
      Location: async (reference, context) => {
        const location = (await context.locations()).get(locationId(String(reference.id)));
        return location && toLocation(location);
      },
    },
  });
  const reads = createErpReads(options);
  const live = createLiveErp({ ...options, reads, maxSkus: options.maxSubscribedSkus });
  return { name: "erp", schema, sdl, createContext: (request) => contextOf(request, { ...options, reads, live }) };
}

interface ContextGround extends Pick<ErpSubgraphOptions, "source" | "suppliers"> {
  readonly reads: ErpReads;
  readonly live: LiveErp;
}

function contextOf(request: SubgraphRequest, { source, suppliers, reads, live }: ContextGround): ErpContext {
  const call: Call = { deadline: request.deadline, signal: request.signal };
  const priceList = once(() => reads.listFor(priceViewerOf(request.viewer), call));
  return {
    viewer: request.viewer,
    source,
    live,
    stock: keyLoader((skus) => reads.stock(skus, call)),
    prices: keyLoader(async (skus) => reads.schedules(skus, await priceList(), call)),
    priceList,
    locations: once(() => reads.locations(call)),
    offers: keyLoader<Sku, readonly SupplierOffer[]>(async (skus) => (await suppliers?.offersFor(skus, call)) ?? new Map()),
    billsOfMaterials: keyLoader<Sku, BillOfMaterials>(async (skus) => (await suppliers?.billsOfMaterialsOf(skus, call)) ?? new Map()),
  };
}
