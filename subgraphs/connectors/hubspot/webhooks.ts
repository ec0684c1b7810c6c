import { createHash } from "node:crypto";
import { z } from "zod";
import { usualToleranceMs, verifyStamped, type Call, type Change, type Delivery, type WebhookScheme, type WebhooksPort } from "#sdk";
import type { HubspotApi } from "./client.js";
import type { HubspotSettings } from "./settings.js";

/**
 * Signature v3: base64 of HMAC-SHA256 over method, address, body and `X-HubSpot-Request-Timestamp` (milliseconds, five minutes), with the app's client
 * secret (https://developers.hubspot.com/docs/apps/legacy-apps/authentication/validating-requests).
 */
export const hubspotScheme: WebhookScheme<HubspotSettings> = {
  isOn: (settings) => settings.webhookSecret !== undefined,
  verify: (delivery, { webhookSecret = "" }, nowMs) => {
    const verdict = verifyStamped(
      delivery,
      {
        secret: webhookSecret,
        header: "x-hubspot-signature-v3",
        timestampHeader: "x-hubspot-request-timestamp",
        unitMs: 1,
        toleranceMs: usualToleranceMs,
        encoding: "base64",
        parts: (stamp) => [delivery.method, asSigned(delivery.url), delivery.body, stamp],
      },
      nowMs,
    );
    return verdict.isGenuine ? { isGenuine: true, id: idOf(delivery) } : verdict;
  },
};

// HubSpot signs the address with these characters decoded, the question mark of the query aside.
const decoded: Readonly<Record<string, string>> = {
  "%3A": ":",
  "%2F": "/",
  "%3F": "?",
  "%40": "@",
  "%21": "!",
  "%24": "$",
  "%27": "'",
  "%28": "(",
  "%29": ")",
  "%2A": "*",
  "%2C": ",",
  "%3B": ";",
};

function asSigned(url: string): string {
  return url.replace(/%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/giu, (code) => decoded[code.toUpperCase()] ?? code);
}

const notices = z
  .array(
    z.object({
      eventId: z.union([z.int(), z.string()]),
      subscriptionType: z.string(),
      objectId: z.union([z.int(), z.string()]),
      occurredAt: z.int(),
    }),
  )
  .max(1_000);

type Notice = z.output<typeof notices>[number];

// The number of the attempt stands in the body, which therefore differs each time; an event id alone is not unique.
function idOf({ body }: Delivery): string {
  const parsed = notices.safeParse(parsedOr(body));
  const parts = parsed.success ? parsed.data.map(keyOf) : [body];
  const digest = createHash("sha256");
  for (const part of parts) digest.update(part);
  return digest.digest("hex");
}

function keyOf({ eventId, subscriptionType, objectId, occurredAt }: Notice): string {
  return `${eventId}/${subscriptionType}/${objectId}/${occurredAt};`;
}

function parsedOr(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Changes of contacts, whose customer numbers are looked up by HubSpot's ids. */
export function hubspotWebhooks(api: HubspotApi, settings: HubspotSettings): WebhooksPort {
  return {
    read: async (delivery) => contactsIn(delivery).map((one) => changeOf(one, "*")),
    lookUp: async (delivery, call) => {
      const changed = contactsIn(delivery);
      const numbers = await customerNumbers(api, { settings, ids: changed.map(({ objectId }) => String(objectId)) }, call);
      return changed.map((one) => changeOf(one, numbers.get(String(one.objectId)) ?? "*"));
    },
  };
}

function contactsIn({ body }: Delivery): readonly Notice[] {
  return notices.parse(JSON.parse(body.toString("utf8"))).filter(({ subscriptionType }) => subscriptionType.startsWith("contact."));
}

function changeOf(one: Notice, subject: string): Change {
  return { type: "customer.changed", subject, version: { at: new Date(one.occurredAt).toISOString() }, vendorEventId: keyOf(one) };
}

async function customerNumbers(
  api: HubspotApi,
  { settings, ids }: { readonly settings: HubspotSettings; readonly ids: readonly string[] },
  call: Call,
): Promise<ReadonlyMap<string, string>> {
  const { customerNumberProperty } = settings;
  const contacts = await api.records("contacts", { ids: [...new Set(ids)], properties: [customerNumberProperty] }, call);
  return new Map(
    contacts.flatMap(({ id, properties }) => {
      const number = properties[customerNumberProperty];
      return number ? [[id, number] as const] : [];
    }),
  );
}
