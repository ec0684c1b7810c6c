import type DataLoader from "dataloader";
import type { CartId, CartRecord, Channel, ChannelId, ListingRecord, Sku } from "#model";
import type { Viewer } from "#platform";

/** What shop resolvers get for one client request. */
export interface ShopContext {
  readonly viewer: Viewer;
  /** All listings of a product, on every channel. */
  readonly listings: DataLoader<Sku, readonly ListingRecord[] | undefined>;
  readonly carts: DataLoader<CartId, CartRecord | undefined>;
  readonly channels: () => Promise<ReadonlyMap<ChannelId, Channel>>;
  /** The channel of fields that name none; the shop's first when not configured. */
  readonly defaultChannel: ChannelId | undefined;
}
