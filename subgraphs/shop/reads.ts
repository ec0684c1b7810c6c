import type { Channel, ListingRecord, Sku } from "#model";
import { changeTags, readOne, valuesOf, type EntityCache } from "#platform";
import type { Call, ListingsPort } from "#sdk";

/** How long what is read of the shop holds when no event says otherwise, in milliseconds. */
export interface ShopLifetimes {
  readonly listingsMs: () => number;
  /** Channels, of which no shop tells changes. */
  readonly referenceMs: () => number;
}

/** How the shop is read: through the cache. Carts are not: they belong to one person, who has just changed them. */
export interface ShopReads {
  readonly listings: (skus: readonly Sku[], call: Call) => Promise<ReadonlyMap<Sku, readonly ListingRecord[] | Error>>;
  readonly channels: (call: Call) => Promise<readonly Channel[]>;
}

/** What is read, and where it is kept. */
export interface ShopReadsOptions {
  /** Name of the connected system. */
  readonly source: string;
  readonly listings: ListingsPort;
  readonly cache: EntityCache;
  readonly lifetimes: ShopLifetimes;
}

/** Reads from the port, through the cache. */
export function createShopReads({ source: system, listings: port, cache, lifetimes }: ShopReadsOptions): ShopReads {
  const listings = cache.kind<Sku, readonly ListingRecord[]>({
    kind: "listings",
    system,
    lifetimeMs: lifetimes.listingsMs,
    // Some shops tell that the product changed, some that its listing did.
    tagsOf: (subject) => ["listing.changed", "product.changed"].flatMap((type) => changeTags({ type, system, subject })),
  });
  const channels = cache.kind<"all", readonly Channel[]>({
    kind: "channels",
    system,
    lifetimeMs: lifetimes.referenceMs,
    tagsOf: () => [],
  });
  return {
    listings: async (keys, waiting) => valuesOf(await listings.read({ keys, waiting, load: port.listingsOf })),
    channels: async (waiting) => {
      const load = async (_all: readonly "all"[], call: Call) => new Map([["all" as const, await port.channels(call)]]);
      return (await readOne(channels, { key: "all", waiting, load })) ?? [];
    },
  };
}
