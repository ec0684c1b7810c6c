import { defineConnector } from "#sdk";
import { shopifyCarts } from "./carts.js";
import { shopifyApi } from "./client.js";
import { classifyShopifyAnswer } from "./faults.js";
import { shopifyListings } from "./listings.js";
import { quirks } from "./quirks.js";
import { shopifySettings } from "./settings.js";
import { shopifyScheme, shopifyWebhooks } from "./webhooks.js";

/** Seconds' worth of points that Shopify's bucket holds on every plan. */
const bucketSeconds = 20;

/** Shopify over its Admin and Storefront GraphQL APIs: how products stand on sales channels, and open carts. */
export default defineConnector({
  name: "shopify",
  title: "Shopify",
  versions: "Admin and Storefront API 2026-10",
  docs: "https://shopify.dev/docs/api/admin-graphql/2026-10",
  settings: shopifySettings,
  ports: ["listings", "carts", "webhooks"],
  baseUrl: ({ url }) => url,
  limits: ({ costPerSecond, costBurst, concurrency }) => ({
    perSecond: costPerSecond,
    burst: costBurst ?? costPerSecond * bucketSeconds,
    concurrency,
  }),
  classify: classifyShopifyAnswer,
  quirks,
  webhooks: shopifyScheme,
  connect: (context) => {
    const api = shopifyApi(context);
    return { listings: shopifyListings(api, context), carts: shopifyCarts(api, context), webhooks: shopifyWebhooks(api) };
  },
});
