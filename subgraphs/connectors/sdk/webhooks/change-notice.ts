import { z } from "zod";
import type { Change, ChangeType } from "../changes.js";
import type { Delivery, WebhookScheme, WebhooksPort } from "./delivery.js";
import { verifyStandardWebhook } from "./standard-webhooks.js";

const changeTypes = [
  "stock.changed",
  "price.changed",
  "product.changed",
  "listing.changed",
  "customer.changed",
  "order.changed",
  "cart.changed",
] as const satisfies readonly ChangeType[];

const notice = z.object({
  changes: z
    .array(
      z.object({
        type: z.enum(changeTypes),
        subject: z.string().min(1).max(500),
        at: z.iso.datetime({ offset: true }).optional(),
        sequence: z.int().min(0).optional(),
      }),
    )
    .max(1_000),
});

/** Settings of a connector whose vendor has no webhooks of its own. */
export interface NoticeSettings {
  readonly webhookSecret?: string | undefined;
}

/** The setting with which a connector takes webhooks. */
export const webhookSecret = z
  .string()
  .min(16)
  .optional()
  .meta({ secret: true })
  .describe("Secret with which the system signs its webhooks; it sends none, and none are taken, when left out.");

/** Signs as Standard Webhooks does. */
export const noticeScheme: WebhookScheme<NoticeSettings> = {
  isOn: (settings) => settings.webhookSecret !== undefined,
  verify: (delivery, settings, nowMs) => verifyStandardWebhook(delivery, settings.webhookSecret ?? "", nowMs),
};

/**
 * Reads the body that a small piece of code in the vendor's system sends where the system has no webhooks:
 * `{ "changes": [{ "type": "stock.changed", "subject": "SKU", "at": "2026-01-02T03:04:05.678Z", "sequence": 7 }] }`; `at` and `sequence` may be left
 * out, `subject` may be `*`.
 */
export function noticeWebhooks(): WebhooksPort {
  return { read: async ({ body }) => readNotice(body) };
}

function readNotice(body: Delivery["body"]): readonly Change[] {
  const { changes } = notice.parse(JSON.parse(body.toString("utf8")));
  return changes.map(({ type, subject, at, sequence }) => ({
    type,
    subject,
    ...(at !== undefined && { version: { at: new Date(at).toISOString(), ...(sequence !== undefined && { sequence }) } }),
  }));
}
