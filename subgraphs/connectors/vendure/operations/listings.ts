import { z } from "zod";
import { operation } from "../operation.js";

/** All channels that the administrator may see. */
export const CHANNELS = operation(
  "Channels",
  `query Channels($take: Int!) {
    channels(options: { take: $take }) { items { code defaultCurrencyCode defaultLanguageCode } }
  }`,
  z.object({
    channels: z.object({
      items: z.array(z.object({ code: z.string(), defaultCurrencyCode: z.string(), defaultLanguageCode: z.string() })),
    }),
  }),
);

const listedVariant = z.object({
  sku: z.string(),
  enabled: z.boolean(),
  name: z.string(),
  translations: z.array(z.object({ languageCode: z.string(), name: z.string() })),
  channels: z.array(z.object({ code: z.string(), defaultLanguageCode: z.string() })),
  product: z.object({
    enabled: z.boolean(),
    slug: z.string(),
    translations: z.array(z.object({ languageCode: z.string(), slug: z.string() })),
  }),
});

/** A variant with the channels it is on and its texts in all languages. */
export type ListedVariant = z.output<typeof listedVariant>;

/** The listings of many variants at once. */
export const LISTINGS = operation(
  "Listings",
  `query Listings($skus: [String!]!, $take: Int!) {
    productVariants(options: { filter: { sku: { in: $skus } }, sort: { id: ASC }, take: $take }) {
      items {
        sku enabled name
        translations { languageCode name }
        channels { code defaultLanguageCode }
        product { enabled slug translations { languageCode slug } }
      }
    }
  }`,
  z.object({ productVariants: z.object({ items: z.array(listedVariant) }) }),
);
