import { createHmac, randomUUID } from "node:crypto";
import { gid } from "../gid.js";
import type { WebhookRecord } from "../records.js";
import { apiVersion } from "../api-version.js";
import type { AdminScope, Listing } from "./scope.js";

/** Eight further attempts (https://shopify.dev/docs/apps/build/webhooks/troubleshooting-webhooks), at a demo's pace instead of over four hours. */
const retryAfterMs = Array.from({ length: 8 }, (_none, attempt) => 1_000 * 2 ** Math.min(attempt, 5));

/** How webhook subscriptions are listed. */
export function webhookListing(scope: AdminScope): Listing<WebhookRecord, unknown> {
  return {
    name: "webhookSubscriptions",
    records: scope.data.webhooks.all(),
    fields: { default: { kind: "text", values: ({ topic, uri }) => [topic, uri] }, id: { kind: "number", values: ({ id }) => [id] } },
    idOf: ({ id }) => id,
    nodeOf: webhookNode,
  };
}

/** A webhook subscription as the Admin API shows it. */
export function webhookNode(record: WebhookRecord): unknown {
  return {
    __typename: "WebhookSubscription",
    ...record,
    id: gid("WebhookSubscription", record.id),
    legacyResourceId: String(record.id),
    updatedAt: record.createdAt,
    apiVersion: { displayName: apiVersion, handle: apiVersion, supported: true },
  };
}

/**
 * Tells everybody who subscribed to the topic, for example `PRODUCTS_UPDATE`, signed with base64 HMAC-SHA256 of the body
 * (https://shopify.dev/docs/apps/build/webhooks).
 */
export function notify({ data, world }: AdminScope, topic: string, payload: unknown): void {
  const { clientSecret, domain } = data.shop();
  const body = JSON.stringify(payload);
  const eventId = randomUUID();
  for (const { uri } of data.webhooks.filter((webhook) => webhook.topic === topic)) {
    const headers = {
      "content-type": "application/json",
      "x-shopify-topic": topic.toLowerCase().replace(/_(?=[^_]+$)/, "/"),
      "x-shopify-hmac-sha256": createHmac("sha256", clientSecret).update(body).digest("base64"),
      "x-shopify-shop-domain": domain,
      "x-shopify-api-version": apiVersion,
      "x-shopify-webhook-id": randomUUID(),
      "x-shopify-event-id": eventId,
      "x-shopify-triggered-at": world.now().toISOString(),
    };
    world.webhooks.send({ topic, url: uri, headers, body, retryAfterMs });
  }
}
