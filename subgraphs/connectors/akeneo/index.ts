import { defineConnector } from "#sdk";
import { akeneoCatalog } from "./catalog.js";
import { akeneoApi } from "./client.js";
import { classifyAkeneoAnswer } from "./faults.js";
import { quirks } from "./quirks.js";
import { rememberReference } from "./reference.js";
import { akeneoSettings } from "./settings.js";
import { akeneoScheme, akeneoWebhooks } from "./webhooks.js";

/** Akeneo PIM as the system that knows product content. */
export default defineConnector({
  name: "akeneo",
  title: "Akeneo PIM",
  versions: "7.0 and Serenity (SaaS)",
  docs: "https://api.akeneo.com/api-reference-index.html",
  settings: akeneoSettings,
  ports: ["catalog", "webhooks"],
  baseUrl: ({ url }) => url,
  limits: ({ requestsPerSecond, concurrency, timeoutMs }) => ({ perSecond: requestsPerSecond, concurrency, timeoutMs }),
  classify: classifyAkeneoAnswer,
  quirks,
  webhooks: akeneoScheme,
  connect: (context) => {
    const api = akeneoApi(context);
    return { catalog: akeneoCatalog(api, rememberReference(api, context), context), webhooks: akeneoWebhooks(context.settings) };
  },
});
