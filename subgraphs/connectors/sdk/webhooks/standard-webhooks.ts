import type { Delivery, DeliveryVerdict } from "./delivery.js";
import { isSignature, usualToleranceMs } from "./signatures.js";

const prefix = "whsec_";

/**
 * Judges a delivery by the Standard Webhooks specification (https://www.standardwebhooks.com), for systems that have no scheme of their own:
 * `webhook-id`, `webhook-timestamp` in seconds, and `webhook-signature`, a list with spaces of `v1,` and base64 of HMAC-SHA256 over
 * `id.timestamp.body`. A secret `whsec_…` is base64, any other is taken as it is. Id and time are signed: a replay is found out.
 */
export function verifyStandardWebhook({ headers, body }: Delivery, secret: string, nowMs: number): DeliveryVerdict {
  const { "webhook-id": id, "webhook-timestamp": stamp, "webhook-signature": signatures } = headers;
  if (!id || !signatures || stamp === undefined || !/^\d{1,13}$/u.test(stamp)) return { isGenuine: false, reason: "signature-missing" };
  const key = secret.startsWith(prefix) ? Buffer.from(secret.slice(prefix.length), "base64") : secret;
  const signed = { parts: [`${id}.${stamp}.`, body], encoding: "base64" } as const;
  // Several while a secret is being replaced.
  const ours = signatures.split(" ").filter((one) => one.startsWith("v1,"));
  if (!ours.some((one) => isSignature(one.slice("v1,".length), key, signed))) return { isGenuine: false, reason: "signature-wrong" };
  return Math.abs(nowMs - Number(stamp) * 1000) <= usualToleranceMs ? { isGenuine: true, id } : { isGenuine: false, reason: "stale" };
}
