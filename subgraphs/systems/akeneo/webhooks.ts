import { createHmac, randomUUID } from "node:crypto";
import type { SimulatorWorld, VendorNotice, VendorWebhooks } from "../simulator/simulator.js";
import type { StoredChange } from "../simulator/watch.js";
import { openPim } from "./documents.js";

/** Secret of the connection's event subscription. */
export const akeneoWebhookSecret = "3ha6eonoa9icsckw8kccos084w0c0000g08g40oo4kww0gc8w4";

/** The Events API of PIM 7 (https://api.akeneo.com/events-documentation/overview.html); it sends once and never again. */
export const akeneoWebhooks: VendorWebhooks = { noticesOf, sign, retryAfterMs: [] };

function noticesOf({ collection, id }: StoredChange, { store, now }: SimulatorWorld): readonly VendorNotice[] {
  const pim = openPim(store);
  if (collection === "product") {
    const product = pim.products.get(id);
    const resource = product === undefined ? { uuid: id } : { ...product };
    return [noticeOf(product === undefined ? "product.removed" : "product.updated", resource, now())];
  }
  if (collection !== "product_model") return [];
  const model = pim.models.get(id);
  return [noticeOf(model === undefined ? "product_model.removed" : "product_model.updated", model ?? { code: id }, now())];
}

function noticeOf(action: string, resource: unknown, at: Date): VendorNotice {
  const event = {
    action,
    event_id: randomUUID(),
    event_datetime: at.toISOString().replace(/\.\d+Z$/u, "+00:00"),
    author: "julia",
    author_type: "ui",
    pim_source: "https://pim.example.com",
    data: { resource },
  };
  return { topic: action, body: JSON.stringify({ events: [event] }) };
}

function sign({ body }: VendorNotice, _url: string, { now }: SimulatorWorld): Readonly<Record<string, string>> {
  const stamp = String(Math.floor(now().getTime() / 1000));
  return {
    "content-type": "application/json",
    "x-akeneo-request-signature": createHmac("sha256", akeneoWebhookSecret).update(`${stamp}.${body}`).digest("hex"),
    "x-akeneo-request-timestamp": stamp,
  };
}
