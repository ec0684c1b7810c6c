import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Delivery } from "./delivery.js";
import { verifyBody, verifyStamped, type StampedSignature } from "./signatures.js";
import { verifyStandardWebhook } from "./standard-webhooks.js";
import { validationToken } from "./validation-token.js";
import { verifyWooCommerce } from "./woocommerce.js";

const body = Buffer.from('{"name":"Zoë"}');
const delivery = (headers: Record<string, string>, changes: Partial<Delivery> = {}): Delivery => ({
  method: "POST",
  url: "https://gateway.example/webhooks/shop",
  headers,
  body,
  ...changes,
});
const refused = (reason: string): object => ({ isGenuine: false, reason });

describe("Standard Webhooks", () => {
  // The example of the specification's own libraries.
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const nowMs = 1614265330_000;
  const headers = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  };
  const sample = delivery(headers, { body: Buffer.from('{"test": 2432232314}') });

  it("are judged as the specification's own example says, with the signed id", () => {
    expect(verifyStandardWebhook(sample, secret, nowMs)).toEqual({ isGenuine: true, id: headers["webhook-id"] });
  });

  it("are genuine when any signature of several fits, of this version", () => {
    const several = {
      ...headers,
      "webhook-signature": `v1,AAAA v2,${headers["webhook-signature"].slice(3)} ${headers["webhook-signature"]}`,
    };
    expect(verifyStandardWebhook({ ...sample, headers: several }, secret, nowMs).isGenuine).toBe(true);
    const other = { ...headers, "webhook-signature": headers["webhook-signature"].replace("v1", "v2") };
    expect(verifyStandardWebhook({ ...sample, headers: other }, secret, nowMs)).toEqual(refused("signature-wrong"));
  });

  it.each(["webhook-id", "webhook-timestamp", "webhook-signature"] as const)("are refused without %s", (name) => {
    expect(verifyStandardWebhook({ ...sample, headers: { ...headers, [name]: "" } }, secret, nowMs)).toEqual(refused("signature-missing"));
  });

  it("are refused when anything that is signed was changed, and outside five minutes", () => {
    expect(verifyStandardWebhook({ ...sample, body: Buffer.from('{"test": 1}') }, secret, nowMs)).toEqual(refused("signature-wrong"));
    const later = { ...headers, "webhook-timestamp": "1614265331" };
    expect(verifyStandardWebhook({ ...sample, headers: later }, secret, nowMs)).toEqual(refused("signature-wrong"));
    expect(verifyStandardWebhook(sample, secret, nowMs + 300_000).isGenuine).toBe(true);
    expect(verifyStandardWebhook(sample, secret, nowMs + 300_001)).toEqual(refused("stale"));
    expect(verifyStandardWebhook(sample, secret, nowMs - 300_001)).toEqual(refused("stale"));
  });
});

describe("a signature over the body", () => {
  const secret = "hush";
  const signature = createHmac("sha256", secret).update(body).digest("base64");

  it("holds for the very bytes, whatever they mean", () => {
    const scheme = { secret, header: "x-sign", encoding: "base64", id: "7" } as const;
    expect(verifyBody(delivery({ "x-sign": signature }), scheme)).toEqual({ isGenuine: true, id: "7" });
    const respaced = delivery({ "x-sign": signature }, { body: Buffer.from('{ "name":"Zoë"}') });
    expect(verifyBody(respaced, scheme)).toEqual(refused("signature-wrong"));
    expect(verifyBody(delivery({}), scheme)).toEqual(refused("signature-missing"));
    // A lenient decoder would take these for the same.
    expect(verifyBody(delivery({ "x-sign": `${signature}=` }), scheme)).toEqual(refused("signature-wrong"));
  });

  it("is WooCommerce's", () => {
    const headers = { "x-wc-webhook-signature": signature, "x-wc-webhook-delivery-id": "723" };
    expect(verifyWooCommerce(delivery(headers), secret)).toEqual({ isGenuine: true, id: "723" });
    expect(verifyWooCommerce(delivery(headers), "other")).toEqual(refused("signature-wrong"));
  });
});

describe("a signature over time and body", () => {
  const scheme: StampedSignature = {
    secret: "hush",
    header: "x-sign",
    timestampHeader: "x-time",
    unitMs: 1000,
    toleranceMs: 300_000,
    encoding: "hex",
    parts: (stamp) => [`${stamp}.`, body],
  };
  const signature = createHmac("sha256", "hush").update("1600000000.").update(body).digest("hex");
  const signed = delivery({ "x-sign": signature, "x-time": "1600000000" });

  it("is stale outside the tolerance, which is told only of a signature that fits", () => {
    expect(verifyStamped(signed, scheme, 1600000000_000)).toEqual({ isGenuine: true });
    expect(verifyStamped(signed, scheme, 1600000300_001)).toEqual(refused("stale"));
    const forged = delivery({ "x-sign": "00", "x-time": "1" });
    expect(verifyStamped(forged, scheme, 1600000300_001)).toEqual(refused("signature-wrong"));
    expect(verifyStamped(delivery({ "x-sign": signature, "x-time": "now" }), scheme, 0)).toEqual(refused("signature-missing"));
  });
});

describe("a validation token", () => {
  it("is given back as it is, and only when there is one of a sane length", () => {
    expect(validationToken({ url: "https://g.example/webhooks/bc?validationToken=a%20b" })).toBe("a b");
    expect(validationToken({ url: "https://g.example/webhooks/bc" })).toBeUndefined();
    expect(validationToken({ url: `https://g.example/webhooks/bc?validationToken=${"x".repeat(1001)}` })).toBeUndefined();
  });
});
