import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Delivery } from "#sdk";
import { akeneoScheme } from "../../subgraphs/connectors/akeneo/webhooks.js";
import { akeneoSettings } from "../../subgraphs/connectors/akeneo/settings.js";
import { hubspotScheme } from "../../subgraphs/connectors/hubspot/webhooks.js";
import { hubspotSettings } from "../../subgraphs/connectors/hubspot/settings.js";
import { shopifyScheme } from "../../subgraphs/connectors/shopify/webhooks.js";
import { shopifySettings } from "../../subgraphs/connectors/shopify/settings.js";

const webhookSecret = "a secret of the vendor's";
const nowMs = 1_700_000_000_000;
const deliver = (headers: Record<string, string>, text: string, url = "https://gateway.example/webhooks/x"): Delivery => ({
  method: "POST",
  url,
  headers,
  body: Buffer.from(text),
});
const sign = (encoding: "hex" | "base64", ...parts: string[]): string =>
  parts.reduce((hmac, part) => hmac.update(part), createHmac("sha256", webhookSecret)).digest(encoding);

describe("Akeneo's scheme", () => {
  const settings = akeneoSettings.parse({
    url: "https://p.example",
    clientId: "c",
    secret: "s",
    username: "u",
    password: "p",
    webhookSecret,
  });
  const stamp = String(nowMs / 1000);
  const text = '{"events":[]}';
  const genuine = deliver({ "x-akeneo-request-signature": sign("hex", `${stamp}.${text}`), "x-akeneo-request-timestamp": stamp }, text);

  it("is hex over time and body, known again by the body that carries the events' ids", () => {
    const verdict = akeneoScheme.verify(genuine, settings, nowMs);
    expect(verdict).toMatchObject({ isGenuine: true, id: expect.stringMatching(/^[0-9a-f]{64}$/u) });
    expect(akeneoScheme.verify(genuine, settings, nowMs + 300_001)).toEqual({ isGenuine: false, reason: "stale" });
    const changed = { ...genuine, body: Buffer.from('{"events":[] }') };
    expect(akeneoScheme.verify(changed, settings, nowMs)).toEqual({ isGenuine: false, reason: "signature-wrong" });
  });
});

describe("HubSpot's signature v3", () => {
  const settings = hubspotSettings.parse({ accessToken: "t", webhookSecret });
  const stamp = String(nowMs);
  const event = { eventId: 7, subscriptionType: "contact.creation", objectId: 9, occurredAt: 5, attemptNumber: 0 };
  const signed = (url: string, signedUrl: string, body: object): Delivery => {
    const text = JSON.stringify([body]);
    const signature = sign("base64", "POST", signedUrl, text, stamp);
    return deliver({ "x-hubspot-signature-v3": signature, "x-hubspot-request-timestamp": stamp }, text, url);
  };

  it("covers method, address, body and time", () => {
    const url = "https://gateway.example/webhooks/crm";
    expect(hubspotScheme.verify(signed(url, url, event), settings, nowMs).isGenuine).toBe(true);
    expect(hubspotScheme.verify(signed(`${url}x`, url, event), settings, nowMs)).toEqual({ isGenuine: false, reason: "signature-wrong" });
    expect(hubspotScheme.verify(signed(url, url, event), settings, nowMs + 300_001)).toEqual({ isGenuine: false, reason: "stale" });
    const encoded = "https://gateway.example/webhooks/crm?a=b%3Ac%2Fd%20e";
    const decoded = "https://gateway.example/webhooks/crm?a=b:c/d%20e";
    expect(hubspotScheme.verify(signed(encoded, decoded, event), settings, nowMs).isGenuine).toBe(true);
  });

  it("knows a further attempt for the same notice, though its body differs", () => {
    const url = "https://gateway.example/webhooks/crm";
    const first = hubspotScheme.verify(signed(url, url, event), settings, nowMs);
    const again = hubspotScheme.verify(signed(url, url, { ...event, attemptNumber: 1 }), settings, nowMs);
    expect(again).toEqual(first);
    expect(hubspotScheme.verify(signed(url, url, { ...event, occurredAt: 6 }), settings, nowMs)).not.toEqual(first);
  });
});

describe("Shopify's scheme", () => {
  const settings = shopifySettings.parse({ url: "https://s.example", accessToken: "a", storefrontAccessToken: "b", webhookSecret });
  const headers = { "x-shopify-event-id": "e1", "x-shopify-topic": "products/update" };

  it("is base64 over the body, known again by event and topic", () => {
    const genuine = deliver({ ...headers, "x-shopify-hmac-sha256": sign("base64", "{}") }, "{}");
    expect(shopifyScheme.verify(genuine, settings, nowMs)).toEqual({ isGenuine: true, id: "e1 products/update" });
    expect(shopifyScheme.verify({ ...genuine, body: Buffer.from("{ }") }, settings, nowMs)).toEqual({
      isGenuine: false,
      reason: "signature-wrong",
    });
    expect(shopifyScheme.verify(deliver(headers, "{}"), settings, nowMs)).toEqual({ isGenuine: false, reason: "signature-missing" });
  });

  it("is off without a secret", () => {
    expect(shopifyScheme.isOn({ ...settings, webhookSecret: undefined })).toBe(false);
  });
});
