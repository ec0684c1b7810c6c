import { createHash } from "node:crypto";
import { z } from "zod";
import { usualToleranceMs, verifyStamped, type Change, type WebhookScheme, type WebhooksPort } from "#sdk";
import type { AkeneoSettings } from "./settings.js";

/**
 * The Events API: `X-Akeneo-Request-Signature` is HMAC-SHA256 in hex over `timestamp.body`, the timestamp `X-Akeneo-Request-Timestamp` in seconds
 * (https://api.akeneo.com/events-documentation/security.html). Its events carry their ids, so equal bodies are the same request.
 */
export const akeneoScheme: WebhookScheme<AkeneoSettings> = {
  isOn: (settings) => settings.webhookSecret !== undefined,
  verify: (delivery, { webhookSecret = "" }, nowMs) => {
    const verdict = verifyStamped(
      delivery,
      {
        secret: webhookSecret,
        header: "x-akeneo-request-signature",
        timestampHeader: "x-akeneo-request-timestamp",
        unitMs: 1000,
        toleranceMs: usualToleranceMs,
        encoding: "hex",
        parts: (stamp) => [`${stamp}.`, delivery.body],
      },
      nowMs,
    );
    return verdict.isGenuine ? { isGenuine: true, id: createHash("sha256").update(delivery.body).digest("hex") } : verdict;
  },
};

const events = z.object({
  events: z
    .array(
      z.object({
        action: z.string(),
        event_id: z.string().min(1),
        event_datetime: z.iso.datetime({ offset: true }),
        data: z.object({
          resource: z.looseObject({ identifier: z.string().nullish(), values: z.record(z.string(), z.unknown()).optional() }),
        }),
      }),
    )
    .max(100),
});

type AkeneoEvent = z.output<typeof events>["events"][number];

/** Products and product models; what a model hands down to its variants is not told, so all products count as changed with it. */
export function akeneoWebhooks({ identifierAttribute }: AkeneoSettings): WebhooksPort {
  return {
    read: async ({ body }) =>
      events.parse(JSON.parse(body.toString("utf8"))).events.flatMap((event) => changeOf(event, identifierAttribute)),
  };
}

const identifierValues = z.array(z.object({ data: z.string() })).min(1);

function changeOf(event: AkeneoEvent, identifierAttribute: string): readonly Change[] {
  const isProduct = event.action.startsWith("product.");
  if (!isProduct && !event.action.startsWith("product_model.")) return [];
  const { identifier, values } = event.data.resource;
  const own = identifierValues.safeParse(values?.[identifierAttribute]);
  const sku = identifier ?? (own.success ? own.data[0]?.data : undefined);
  const subject = (isProduct ? sku : undefined) ?? "*";
  return [
    { type: "product.changed", subject, version: { at: new Date(event.event_datetime).toISOString() }, vendorEventId: event.event_id },
  ];
}
