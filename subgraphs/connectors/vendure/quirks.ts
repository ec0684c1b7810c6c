import type { Quirk } from "#sdk";

/** What surprises about Vendure, each seen on a 3.7 server. */
export const QUIRKS: readonly Quirk[] = [
  {
    title: "Amounts have the server's decimals, not the currency's",
    why: "The money strategy's precision (usually 2) holds for every currency: 3,200 yen are kept as 320000. It is read from `globalSettings.serverConfig`.",
    source: "https://docs.vendure.io/reference/typescript-api/money/money-strategy",
  },
  {
    title: "One variant without a price spoils the batch",
    why: "Asking for `price` in a currency in which a variant has none answers INTERNAL_SERVER_ERROR and no data at all. Such a batch is asked again for those that have one.",
    source: "seen on 3.7.3",
  },
  {
    title: "Errors come with HTTP 200",
    why: "Only invalid operations get a 400; an ended session is `FORBIDDEN` in the body, the same as a missing right, so that a login is tried once before the refusal stands.",
    source: "https://docs.vendure.io/guides/developer-guide/error-handling",
  },
  {
    title: "Stock is seen through the channel",
    why: "Only locations that are assigned to the channel of `channelToken` show their stock; in others the levels are empty.",
    source: "seen on 3.7.3",
  },
  {
    title: "Thresholds and untracked stock are not applied",
    why: "A variant's out-of-stock threshold counts over all locations together and belongs to none; a variant with `trackInventory: FALSE` can be sold without stock. Levels are passed on as they are kept.",
    source: "https://docs.vendure.io/guides/core-concepts/stock-control",
  },
  {
    title: "A SKU need not be unique",
    why: "Of two variants with the same SKU the enabled one is taken, then the older.",
    source: "seen on 3.7.3",
  },
  {
    title: "A cart is named by its order code",
    why: "Ids count upwards and could be tried one by one; codes are random.",
    source: "https://docs.vendure.io/reference/typescript-api/orders/order-code-strategy",
  },
  {
    title: "An order has no outside reference, and there are no invoices",
    why: "A search for either finds nothing.",
  },
];
