import { defineConnector } from "#sdk";
import { hubspotApi, pointsPerSecond } from "./client.js";
import { hubspotCustomers } from "./customers.js";
import { classifyHubspotAnswer } from "./faults.js";
import { hubspotInteractions } from "./interactions.js";
import { hubspotSettings } from "./settings.js";
import { hubspotScheme, hubspotWebhooks } from "./webhooks.js";

/** HubSpot as the system that knows customers: contacts, their companies and what was said with them. */
export default defineConnector({
  name: "hubspot",
  title: "HubSpot CRM",
  versions: "CRM API v3, associations v4",
  docs: "https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/guide",
  settings: hubspotSettings,
  ports: ["customers", "interactions", "webhooks"],
  baseUrl: ({ baseUrl }) => baseUrl,
  limits: (settings) => ({
    perSecond: pointsPerSecond(settings),
    burst: Math.max(1, Math.floor(settings.requestsPerTenSeconds * 0.3)),
    concurrency: settings.concurrency,
    timeoutMs: settings.timeoutMs,
  }),
  classify: classifyHubspotAnswer,
  quirks: [
    {
      title: "A batch read with missing records answers 207",
      why: "Missing records are in an `errors` list beside the found ones; they are absent from the map, and no error.",
      source: "https://developers.hubspot.com/docs/api-reference/error-handling, multi-status errors",
    },
    {
      title: "Search lags behind",
      why: "A new or changed contact is found by search some seconds later; reading it by its customer number is always up to date.",
      source: "https://developers.hubspot.com/docs/api-reference/search/guide, limitations",
    },
    {
      title: "Pages are cut by record id",
      why: "HubSpot's own paging of a search ends at 10,000 records.",
      source: "https://developers.hubspot.com/docs/api-reference/search/guide, limitations",
    },
    {
      title: "Searches are limited apart from all else",
      why: "Five a second for the whole account; a search therefore takes more than one point of the rate limit, and one too many is repeated a second later.",
      source: "https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines",
    },
    {
      title: "Consents are contact properties",
      why: "HubSpot's subscription statuses know e-mail only and cost a request and a scope more; unsubscribing from all e-mail is read from `hs_email_optout`.",
      source: "https://developers.hubspot.com/docs/api-reference/communication-preferences-subscriptions-v4/guide",
    },
    {
      title: "A note has no title",
      why: "The first of several lines is taken for it.",
    },
  ],
  webhooks: hubspotScheme,
  connect: (context) => {
    const api = hubspotApi(context.http, context.settings);
    return {
      customers: hubspotCustomers(api, context),
      interactions: hubspotInteractions(api, context),
      webhooks: hubspotWebhooks(api, context.settings),
    };
  },
});
