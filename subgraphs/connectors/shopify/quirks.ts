import type { Quirk } from "#sdk";

/** What surprises about Shopify, each from its documentation. */
export const quirks: readonly Quirk[] = [
  {
    title: "Errors, throttling included, come with HTTP 200",
    why: "`THROTTLED` in the body means that the cost bucket is empty; how long to wait is counted from the cost of the request and the restore rate that come with it.",
    source: "https://shopify.dev/docs/api/usage/limits",
  },
  {
    title: "The limit counts points, not requests",
    why: "A query may cost 1,000 points; a batch of SKUs is cut so that it stays below. What a query really costs is learnt from the answers and kept to from then on.",
    source: "https://shopify.dev/docs/api/usage/limits",
  },
  {
    title: "A search for a SKU knows no case, and a SKU need not be unique",
    why: "Only variants whose SKU is exactly the asked one count. Of several with the same SKU the one that is live on the channel speaks, else the oldest.",
    source: "https://shopify.dev/docs/api/usage/search-syntax",
  },
  {
    title: "Title, slug and search texts are the product's",
    why: "Variants of one product share its page; their listings differ in SKU, in the `variant` of the address, and in where they are published.",
    source: "https://shopify.dev/docs/api/admin-graphql/latest/objects/ProductVariant",
  },
  {
    title: "`publishedAt` is the online store's",
    why: "The time at which a product went live on each single channel would multiply the cost of a query by the number of channels.",
    source: "https://shopify.dev/docs/api/admin-graphql/latest/objects/Product",
  },
  {
    title: "A sales channel has no language",
    why: "Name its language in `channels`; titles and slugs then come from the shop's translations.",
    source: "https://shopify.dev/docs/api/admin-graphql/latest/objects/Channel",
  },
  {
    title: "A cart's id carries a secret",
    why: "Who buys is only told when the id comes with its `?key=`; without it the cart has no customer. Carts tell no tax.",
    source: "https://shopify.dev/docs/storefronts/headless/building-with-the-storefront-api/cart/manage",
  },
];
