import { pagesByCursor, type Call } from "#sdk";
import type { ShopifyApi } from "./client.js";
import { toSalesChannels, type SalesChannel } from "./mapping.js";
import { CHANNELS, type ChannelsData } from "./operations/channels.js";
import type { ShopifySettings } from "./settings.js";

/** Publications in one answer. */
const pageSize = 25;
/** The connection, and for each publication itself, its catalog, its connection of channels and one channel; the shop and the languages. */
const maxCost = 2 + pageSize * (1 + 1 + 2 + 1) + 2;

/** The sales channels that are shown, with what their listings need. */
export async function readSalesChannels(api: ShopifyApi, settings: ShopifySettings, call: Call): Promise<readonly SalesChannel[]> {
  const pages = pagesByCursor<ChannelsData>({
    load: (after) => api.read({ operation: CHANNELS, variables: { first: pageSize, after: after ?? null }, maxCost }, call),
    nextOf: ({ publications: { pageInfo } }) => (pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined),
  });
  const channels: SalesChannel[] = [];
  for await (const page of pages) channels.push(...toSalesChannels(page, settings));
  return channels;
}
