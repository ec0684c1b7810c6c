import { channelId, sku, type CartId, type CartRecord } from "#model";
import { buildFederatedSchema, keyLoader, once, type EntityCache, type Subgraph, type SubgraphRequest } from "#platform";
import type { Call, CartsPort, ListingsPort } from "#sdk";
import type { ShopContext } from "./context.js";
import { createShopReads, type ShopLifetimes, type ShopReads } from "./reads.js";
import { CartResolver, loadCart } from "./resolvers/cart-resolver.js";
import { ListingResolver } from "./resolvers/listing-resolver.js";
import { ProductType } from "./schema/shop-types.js";

export type { ShopLifetimes } from "./reads.js";

/** What the shop subgraph stands on. */
export interface ShopSubgraphOptions {
  /** Name of the connected system. */
  readonly source: string;
  readonly listings: ListingsPort;
  /** Absent when the system keeps no carts: every cart is then unknown. */
  readonly carts?: CartsPort | undefined;
  /** Code of the channel of fields that name none. */
  readonly defaultChannel?: string | undefined;
  readonly cache: EntityCache;
  readonly lifetimes: ShopLifetimes;
}

/** The subgraph of listings, channels and carts. */
export async function createShopSubgraph(options: ShopSubgraphOptions): Promise<Subgraph> {
  const { schema, sdl } = await buildFederatedSchema<ShopContext>({
    resolvers: [ListingResolver, CartResolver],
    orphanedTypes: [ProductType],
    references: {
      Product: (reference) => ({ sku: sku(String(reference.sku)) }),
      Cart: (reference, context) => loadCart(String(reference.id), context),
    },
  });
  const reads = createShopReads(options);
  return { name: "shop", schema, sdl, createContext: (request) => contextOf(request, { ...options, reads }) };
}

function contextOf(request: SubgraphRequest, deps: ShopSubgraphOptions & { readonly reads: ShopReads }): ShopContext {
  const call: Call = { deadline: request.deadline, signal: request.signal };
  return {
    viewer: request.viewer,
    listings: keyLoader((skus) => deps.reads.listings(skus, call)),
    carts: keyLoader<CartId, CartRecord>(async (ids) => (await deps.carts?.carts(ids, call)) ?? new Map()),
    channels: once(async () => new Map((await deps.reads.channels(call)).map((one) => [one.id, one]))),
    defaultChannel: deps.defaultChannel === undefined ? undefined : channelId(deps.defaultChannel),
  };
}
