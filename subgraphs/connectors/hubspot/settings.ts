import { z } from "zod";
import { webhookSecret } from "#sdk";

/** Engagement types that can be read as interactions, by their path in the API. */
export const engagementTypes = ["calls", "emails", "meetings", "notes", "tasks"] as const;

const internalName = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/u, "must be a property's internal name: lower-case letters, digits and underscores");

const access = {
  accessToken: z
    .string()
    .min(1)
    .meta({ secret: true })
    .describe("Access token of a HubSpot private app; the README lists the scopes it needs."),
  baseUrl: z.url().default("https://api.hubapi.com").describe("Address of the HubSpot API."),
};

const identity = {
  customerNumberProperty: internalName
    .default("customer_number")
    .describe("Contact property with unique values that holds the merchant's customer number; a contact without it is no customer."),
  groupProperty: internalName
    .default("customer_group")
    .describe("Contact property, a drop-down, that holds the code of the customer group."),
  languageProperty: internalName.default("hs_language").describe("Contact property that holds the preferred language as a language tag."),
  vatNumberProperty: internalName.default("vat_number").describe("Company property that holds the VAT number."),
};

const shipping = {
  shippingNameProperty: internalName
    .default("shipping_name")
    .describe("Contact property that holds the addressee of the shipping address."),
  shippingStreetProperty: internalName
    .default("shipping_address")
    .describe("Contact property that holds the street of the shipping address."),
  shippingCityProperty: internalName.default("shipping_city").describe("Contact property that holds the city of the shipping address."),
  shippingPostalCodeProperty: internalName
    .default("shipping_zip")
    .describe("Contact property that holds the postal code of the shipping address."),
  shippingRegionProperty: internalName
    .default("shipping_state")
    .describe("Contact property that holds the region of the shipping address."),
  shippingCountryProperty: internalName
    .default("shipping_country")
    .describe("Contact property that holds the country of the shipping address."),
};

const choices = {
  preferencePrefix: internalName
    .default("preference_")
    .describe("Contact properties whose names begin so are preferences; the rest of the name is the preference's key."),
  consentPrefix: internalName
    .default("consent_")
    .describe("Yes/no contact properties whose names begin so are consents; the rest of the name, in upper case, is the purpose."),
  consentTimeSuffix: z
    .string()
    .regex(/^_[a-z0-9_]+$/u, "must begin with an underscore")
    .default("_at")
    .describe("What is added to a consent property's name to get the property that holds the time of its last change."),
  emailOptOutProperty: internalName
    .default("hs_email_optout")
    .describe("Contact property that is yes when the contact unsubscribed from all e-mail; it overrules the consent EMAIL_MARKETING."),
  interactionTypes: z
    .array(z.enum(engagementTypes))
    .default([...engagementTypes])
    .describe("Engagements that are read as interactions."),
};

const pace = {
  requestsPerTenSeconds: z
    .int()
    .min(10)
    .default(100)
    .describe(
      "Requests that the private app may make in ten seconds: 100 on free and Starter accounts, 190 on Professional and Enterprise.",
    ),
  searchesPerSecond: z.number().positive().default(5).describe("Searches that the whole account may make in one second."),
  concurrency: z.int().positive().default(10).describe("Requests under way at once."),
  timeoutMs: z.int().positive().default(5_000).describe("Time for one try of a request, in milliseconds."),
};

/** Settings of the HubSpot connector. */
export const hubspotSettings = z.strictObject({ ...access, ...identity, ...shipping, ...choices, ...pace, webhookSecret });

/** The checked settings of one HubSpot account. */
export type HubspotSettings = z.output<typeof hubspotSettings>;

/** An engagement type's path in the API. */
export type EngagementType = (typeof engagementTypes)[number];
