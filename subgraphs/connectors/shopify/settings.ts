import { z } from "zod";
import { webhookSecret } from "#sdk";

const channel = z
  .strictObject({
    locale: z
      .string()
      .min(2)
      .optional()
      .describe("BCP 47 tag of the channel's language; titles and slugs come in it when the shop has it translated."),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/u)
      .optional()
      .describe("ISO 4217 code of the channel's currency; the shop's when left out."),
    productUrl: z
      .string()
      .min(1)
      .optional()
      .describe("Address of a product on this channel; {slug} and {sku} are filled in. The online store's when left out."),
  })
  .describe("What Shopify does not tell of a sales channel.");

/** Settings of the Shopify connector. */
export const shopifySettings = z.strictObject({
  url: z.url().describe("Address of the shop, for example https://your-shop.myshopify.com."),
  apiVersion: z
    .string()
    .regex(/^\d{4}-\d{2}$/u)
    .default("2026-10")
    .describe("Version of the Admin and Storefront APIs."),
  accessToken: z.string().min(1).meta({ secret: true }).describe("Admin API access token of a custom app."),
  storefrontAccessToken: z
    .string()
    .min(1)
    .meta({ secret: true })
    .describe("Public Storefront API access token of the same app; carts are read with it."),
  webhookSecret: webhookSecret.describe("Client secret of the app, with which Shopify signs its webhooks; none are taken when left out."),
  channels: z
    .record(z.string().min(1), channel)
    .optional()
    .describe("Sales channels to show, by their handle in Shopify; every channel that is an app's when left out."),
  customerNumberMetafield: z
    .string()
    .regex(/^[\w-]+\.[\w-]+$/u)
    .default("custom.customer_number")
    .describe("Metafield of a customer, as namespace.key, that holds the merchant's customer number."),
  costPerSecond: z
    .number()
    .positive()
    .default(100)
    .describe("Cost points that the plan restores a second: 100, 200 (Advanced), 1,000 (Plus)."),
  costBurst: z.number().positive().optional().describe("Size of the plan's cost bucket; twenty seconds' worth when left out."),
  concurrency: z.int().positive().default(8).describe("Requests under way at once."),
});

/** The checked settings of one Shopify shop. */
export type ShopifySettings = z.output<typeof shopifySettings>;
