import { z } from "zod";
import { webhookSecret } from "#sdk";

const headerName = z.string().regex(/^[a-z0-9-]+$/u, "must be a lower-case header name");

const place = z
  .strictObject({
    code: z.string().min(1).describe("The merchant's code of this location."),
    kind: z.enum(["WAREHOUSE", "SHOP"]).default("WAREHOUSE").describe("What kind of place it is."),
    city: z.string().optional().describe("City, for display."),
    country: z.string().length(2).optional().describe("ISO 3166-1 alpha-2 country code."),
  })
  .describe("What Vendure does not tell of a stock location.");

const access = {
  url: z
    .url({ protocol: /^https?$/u })
    .describe("Address of the Vendure server, without the API path, for example https://shop.example.com."),
  adminApiPath: z.string().min(1).default("admin-api").describe("Path of the Admin API (`apiOptions.adminApiPath` in the Vendure config)."),
  user: z.string().min(1).optional().describe("Identifier of the administrator to log in as; needs `password`."),
  password: z.string().min(1).optional().meta({ secret: true }).describe("Password of that administrator."),
  apiKey: z.string().min(1).optional().meta({ secret: true }).describe("API key, instead of user and password (Vendure 3.6 and later)."),
  authTokenHeader: headerName.default("vendure-auth-token").describe("Header of the session token (`authOptions.authTokenHeaderKey`)."),
  apiKeyHeader: headerName.default("vendure-api-key").describe("Header of the API key (`authOptions.apiKeyHeaderKey`)."),
  channelHeader: headerName.default("vendure-token").describe("Header of the channel token (`apiOptions.channelTokenKey`)."),
};

const scope = {
  channelToken: z
    .string()
    .min(1)
    .optional()
    .describe("Token of the channel whose prices and stock are read; the default channel when left out."),
  channels: z.array(z.string().min(1)).optional().describe("Codes of the channels whose listings are shown; all when left out."),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/u)
    .optional()
    .describe("ISO 4217 code of the currency to read prices in; the channel's default currency when left out."),
  customerNumberField: z
    .string()
    .regex(/^[A-Za-z_]\w*$/u)
    .optional()
    .describe("Custom field of `Customer` (a string) that holds the merchant's customer number; Vendure's own id when left out."),
  locations: z
    .record(z.string().min(1), place)
    .default({})
    .describe("Stock locations by their name in Vendure; one that is not named here keeps its name as its code."),
  productUrl: z.string().optional().describe("Address of a product in the storefront; {slug} and {sku} are filled in."),
  checkoutUrl: z.string().optional().describe("Address at which a cart is paid; {code} is filled in."),
};

const pace = {
  listLimit: z.int().min(1).max(10_000).default(1_000).describe("Most records in one answer (`apiOptions.adminListQueryLimit`)."),
  requestsPerSecond: z.number().positive().default(20).describe("Requests a second; Vendure itself sets no limit."),
  concurrency: z.int().positive().default(8).describe("Requests under way at once."),
};

/** Settings of the Vendure connector. */
export const vendureSettings = z
  .strictObject({ ...access, ...scope, ...pace, webhookSecret })
  .refine((settings) => (settings.apiKey === undefined) !== (settings.user === undefined || settings.password === undefined), {
    message: "give either apiKey, or both user and password",
    path: ["apiKey"],
  });

/** The checked settings of one Vendure server. */
export type VendureSettings = z.output<typeof vendureSettings>;
