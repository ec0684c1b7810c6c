import { createHmac, timingSafeEqual, type BinaryToTextEncoding } from "node:crypto";
import type { Delivery, DeliveryVerdict } from "./delivery.js";

/** Whether a signature in a header is HMAC-SHA256 of the parts, one after the other; compared in constant time. */
export function isSignature(given: string, key: string | Buffer, signed: SignedParts): boolean {
  const hmac = createHmac("sha256", key);
  for (const part of signed.parts) hmac.update(part);
  // As text, not decoded: decoders are lenient, and two spellings of one signature would both pass.
  const expected = Buffer.from(hmac.digest(signed.encoding));
  const actual = Buffer.from(given);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/** What a signature covers, and how it is written. */
export interface SignedParts {
  readonly parts: readonly (string | Buffer)[];
  readonly encoding: BinaryToTextEncoding;
}

/** A scheme that signs the body alone: nothing says when, and the vendor's id is not covered. */
export interface BodySignature {
  readonly secret: string;
  /** Lower case. */
  readonly header: string;
  readonly encoding: BinaryToTextEncoding;
  readonly id: string | undefined;
}

/**
 * Judges a delivery whose signature covers the body alone, as Shopify's and WooCommerce's. Whoever has seen one can send it again under another id,
 * so nothing that such a delivery says may be worth more than dropping what is cached.
 */
export function verifyBody(delivery: Delivery, { secret, header, encoding, id }: BodySignature): DeliveryVerdict {
  const given = delivery.headers[header];
  if (given === undefined || given === "") return { isGenuine: false, reason: "signature-missing" };
  if (!isSignature(given, secret, { parts: [delivery.body], encoding })) return { isGenuine: false, reason: "signature-wrong" };
  return { isGenuine: true, id };
}

/** A scheme that signs the time with the body. */
export interface StampedSignature {
  readonly secret: string | Buffer;
  /** Lower case. */
  readonly header: string;
  readonly timestampHeader: string;
  /** What one unit of the stamp is in milliseconds: 1,000 for seconds. */
  readonly unitMs: number;
  /** How far the stamp may be from our clock, either way. */
  readonly toleranceMs: number;
  readonly encoding: BinaryToTextEncoding;
  /** What is signed, given the stamp as it was written. */
  readonly parts: (stamp: string) => SignedParts["parts"];
}

/** Five minutes: what HubSpot and the Standard Webhooks specification allow between signing and receiving. */
export const usualToleranceMs = 5 * 60_000;

/** Judges a delivery whose signature covers its time: one that is replayed later is stale. Gives no id. */
export function verifyStamped(delivery: Delivery, scheme: StampedSignature, nowMs: number): DeliveryVerdict {
  const given = delivery.headers[scheme.header];
  const stamp = delivery.headers[scheme.timestampHeader];
  if (given === undefined || given === "" || stamp === undefined || !/^\d{1,16}$/u.test(stamp))
    return { isGenuine: false, reason: "signature-missing" };
  if (!isSignature(given, scheme.secret, { parts: scheme.parts(stamp), encoding: scheme.encoding }))
    return { isGenuine: false, reason: "signature-wrong" };
  const isFresh = Math.abs(nowMs - Number(stamp) * scheme.unitMs) <= scheme.toleranceMs;
  return isFresh ? { isGenuine: true } : { isGenuine: false, reason: "stale" };
}
