import { createHmac } from "node:crypto";
import type { SimulatorWorld, VendorNotice, VendorWebhooks } from "../simulator/simulator.js";
import type { StoredChange } from "../simulator/watch.js";

/** Client secret of the app that subscribed. */
export const hubspotWebhookSecret = "7d3f0a52-demo-client-secret-9a03";

const maxTries = 10;
const firstWaitMs = 1_000;

/**
 * Webhooks of an app, signature v3 (https://developers.hubspot.com/docs/apps/legacy-apps/authentication/validating-requests); up to ten further attempts,
 * at a demo's pace instead of over a day.
 */
export const hubspotWebhooks: VendorWebhooks = {
  noticesOf,
  sign,
  retryAfterMs: Array.from({ length: maxTries }, (_none, attempt) => firstWaitMs * 2 ** Math.min(attempt, 5)),
};

function noticesOf({ collection, id }: StoredChange, { store, now }: SimulatorWorld): readonly VendorNotice[] {
  if (collection !== "objects:contacts") return [];
  const isThere = store.collection(collection).has(id);
  const subscriptionType = isThere ? "contact.propertyChange" : "contact.deletion";
  const event = {
    eventId: store.collection("_webhook_events").nextId(),
    subscriptionId: 1,
    portalId: 1,
    appId: 1,
    occurredAt: now().getTime(),
    subscriptionType,
    attemptNumber: 0,
    objectId: Number(id),
    changeSource: "CRM_UI",
  };
  return [{ topic: subscriptionType, body: JSON.stringify([event]) }];
}

function sign({ body }: VendorNotice, url: string, { now }: SimulatorWorld): Readonly<Record<string, string>> {
  const stamp = String(now().getTime());
  return {
    "content-type": "application/json",
    "x-hubspot-request-timestamp": stamp,
    "x-hubspot-signature-v3": createHmac("sha256", hubspotWebhookSecret).update(`POST${url}${body}${stamp}`).digest("base64"),
  };
}
