import { createHmac, randomUUID } from "node:crypto";

/** Where webhooks of the ERP go, and what they are signed with. */
export interface WebhookDoor {
  readonly url: string;
  readonly secret: string;
}

/** When a webhook was sent and when its answer came, by `performance.now()`. */
export interface Told {
  readonly sentAt: number;
  readonly answeredAt: number;
  /** Whether the answer was that every node has applied it. */
  readonly isApplied: boolean;
}

/** Tells a gateway that the stock of a product has changed, as Odoo does, signed by Standard Webhooks. */
export async function tellGateway({ url, secret }: WebhookDoor, product: number): Promise<Told> {
  const body = JSON.stringify({ _model: "stock.quant", _id: 1, product_id: product });
  const id = `msg_${randomUUID()}`;
  const stamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac("sha256", secret).update(`${id}.${stamp}.${body}`).digest("base64");
  const headers = { "webhook-id": id, "webhook-timestamp": stamp, "webhook-signature": `v1,${signature}` };
  const sentAt = performance.now();
  const response = await fetch(url, { method: "POST", body, headers: { "content-type": "application/json", ...headers } });
  const text = await response.text();
  return { sentAt, answeredAt: performance.now(), isApplied: response.status === 200 && text.includes("applied") };
}
