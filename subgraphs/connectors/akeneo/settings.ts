import { z } from "zod";
import { webhookSecret } from "#sdk";

const code = z.string().regex(/^[a-zA-Z0-9_]+$/u, "must be a code: letters, digits and underscores");
const languageTag = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/u, "must be a language tag such as en-GB; the PIM's own spelling is en_GB");

const access = {
  url: z.url().describe("Address of the PIM, without the API path, for example https://pim.example.com."),
  clientId: z.string().min(1).describe("Client ID of the connection (Connect → Connection settings)."),
  secret: z.string().min(1).meta({ secret: true }).describe("Secret of the connection."),
  username: z.string().min(1).describe("Username of the connection."),
  password: z.string().min(1).meta({ secret: true }).describe("Password of the connection."),
};

const place = {
  channel: code.default("ecommerce").describe("Code of the channel whose scopable values are shown."),
  locales: z
    .array(languageTag)
    .min(1)
    .optional()
    .describe("Languages to read, as language tags; all languages of the channel when left out."),
  fallbackLocales: z
    .array(languageTag)
    .default([])
    .describe("Languages whose texts stand in, in this order, where a text or label is missing in one of the languages."),
  timeZone: z
    .string()
    .default("UTC")
    .refine(isTimeZone, "must be an IANA time zone such as Europe/Paris")
    .describe("Time zone of the PIM's server, in which it reads the times of filters; UTC on Akeneo's own cloud."),
};

const content = {
  identifierAttribute: code.default("sku").describe("Attribute that holds the SKU: the PIM's main identifier."),
  nameAttribute: code.default("name").describe("Attribute that holds the product's name."),
  descriptionAttribute: code.default("description").describe("Attribute that holds the product's description."),
  brandAttribute: code.default("brand").describe("Attribute that holds the brand, a text or a simple select."),
  hiddenAttributes: z.array(code).default([]).describe("Attributes that are not shown."),
};

const media = {
  mediaAttributes: z
    .array(code)
    .optional()
    .describe("Image and file attributes that hold media, in the order in which they are shown; all of these types when left out."),
  mediaAltSuffix: z
    .string()
    .regex(/^[a-zA-Z0-9_]+$/u, "must be letters, digits and underscores")
    .default("_alt")
    .describe("A text attribute named as a media attribute and this suffix describes it; the product's name does where there is none."),
  mediaBaseUrl: z
    .url()
    .optional()
    .describe(
      "Public address of the PIM's catalogue storage or of a CDN in front of it; a file's code is added. The API's own download, which needs a token, when left out.",
    ),
};

const pace = {
  referenceTtlSeconds: z
    .int()
    .min(1)
    .default(300)
    .describe("How long attributes, families, categories and units are remembered, in seconds."),
  requestsPerSecond: z.number().positive().default(100).describe("Requests a second; Akeneo allows 100 to a PIM."),
  concurrency: z.int().positive().default(4).describe("Requests under way at once; Akeneo allows 4 to a connection."),
  timeoutMs: z.int().positive().default(5_000).describe("Time for one try of a request, in milliseconds."),
};

/** Settings of the Akeneo connector. */
export const akeneoSettings = z.strictObject({ ...access, ...place, ...content, ...media, ...pace, webhookSecret });

/** The checked settings of one PIM. */
export type AkeneoSettings = z.output<typeof akeneoSettings>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
