import { createHmac, randomUUID } from "node:crypto";
import type { SimulatorWorld, VendorNotice, VendorWebhooks } from "../simulator/simulator.js";
import type { StoredChange } from "../simulator/watch.js";
import type { OdooRecord } from "./orm/record.js";

/** The secret that the merchant's module signs with. */
export const odooWebhookSecret = "odoo-demo-webhook-secret-4c1f";

/** Models with an automation rule "on save", and the fields that its action sends. */
const rules: Readonly<Record<string, readonly string[]>> = {
  "stock.quant": ["product_id", "location_id", "quantity", "reserved_quantity", "write_date"],
  "product.product": ["default_code", "write_date"],
  "product.template": ["write_date"],
  "product.pricelist.item": ["pricelist_id", "write_date"],
  "res.partner": ["ref", "write_date"],
  "sale.order": ["name", "state", "write_date"],
};

/**
 * The body of Odoo's action "Send Webhook Notification", signed by a module of the merchant's as https://www.standardwebhooks.com says, which Odoo's own
 * action cannot. Odoo sends once and never again.
 */
export const odooWebhooks: VendorWebhooks = { noticesOf, sign, retryAfterMs: [] };

function noticesOf({ collection, id }: StoredChange, { store }: SimulatorWorld): readonly VendorNotice[] {
  const fields = rules[collection];
  const record = fields && store.collection<OdooRecord>(collection).get(id);
  if (fields === undefined || record === undefined) return [];
  const values = Object.fromEntries(fields.map((name) => [name, record[name] ?? false]));
  const notice = { _action: `Tell the gateway(#1)`, _id: record.id, _model: collection, id: record.id, ...values };
  return [{ topic: collection, body: JSON.stringify(notice) }];
}

function sign({ body }: VendorNotice, _url: string, { now }: SimulatorWorld): Readonly<Record<string, string>> {
  const id = `msg_${randomUUID()}`;
  const stamp = String(Math.floor(now().getTime() / 1000));
  const signature = createHmac("sha256", odooWebhookSecret).update(`${id}.${stamp}.${body}`).digest("base64");
  return { "content-type": "application/json", "webhook-id": id, "webhook-timestamp": stamp, "webhook-signature": `v1,${signature}` };
}
