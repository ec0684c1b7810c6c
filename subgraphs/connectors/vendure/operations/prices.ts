import { z } from "zod";
import { operation } from "../operation.js";

const pricedVariant = z.object({
  sku: z.string(),
  enabled: z.boolean(),
  currencyCode: z.string(),
  price: z.int(),
  priceWithTax: z.int(),
  taxRateApplied: z.object({ value: z.number() }),
});

/** A variant with the price that Vendure calculates for it in the channel: `price` is without tax. */
export type PricedVariant = z.output<typeof pricedVariant>;

/** The prices of many variants at once; fails as a whole when one of them has no price in the currency. */
export const PRICES = operation(
  "Prices",
  `query Prices($skus: [String!]!, $take: Int!) {
    productVariants(options: { filter: { sku: { in: $skus } }, sort: { id: ASC }, take: $take }) {
      items { sku enabled currencyCode price priceWithTax taxRateApplied { value } }
    }
  }`,
  z.object({ productVariants: z.object({ items: z.array(pricedVariant) }) }),
);

/** In which currencies variants have a price; this never fails for the lack of one. */
export const PRICED_CURRENCIES = operation(
  "PricedCurrencies",
  `query PricedCurrencies($skus: [String!]!, $take: Int!) {
    productVariants(options: { filter: { sku: { in: $skus } }, sort: { id: ASC }, take: $take }) {
      items { id prices { currencyCode } }
    }
  }`,
  z.object({
    productVariants: z.object({
      items: z.array(z.object({ id: z.string(), prices: z.array(z.object({ currencyCode: z.string() })) })),
    }),
  }),
);

/** The prices of variants by their ids. */
export const PRICES_BY_ID = operation(
  "PricesById",
  `query PricesById($ids: [String!]!, $take: Int!) {
    productVariants(options: { filter: { id: { in: $ids } }, sort: { id: ASC }, take: $take }) {
      items { sku enabled currencyCode price priceWithTax taxRateApplied { value } }
    }
  }`,
  PRICES.data,
);
