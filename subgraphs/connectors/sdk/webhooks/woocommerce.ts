import type { Delivery, DeliveryVerdict } from "./delivery.js";
import { verifyBody } from "./signatures.js";

/**
 * Judges a delivery of WooCommerce: `X-WC-Webhook-Signature` is base64 of HMAC-SHA256 over the body, `X-WC-Webhook-Delivery-ID` its id
 * (https://woocommerce.github.io/woocommerce-rest-api-docs/#webhooks).
 */
export function verifyWooCommerce(delivery: Delivery, secret: string): DeliveryVerdict {
  const id = delivery.headers["x-wc-webhook-delivery-id"];
  return verifyBody(delivery, { secret, header: "x-wc-webhook-signature", encoding: "base64", id });
}
