import type { VendorAnswer, VendorFault } from "../http-client.js";
import { retryAfterMs } from "./retry-after.js";

const trySoon = new Set([408, 425]);

/** What an HTTP status means when the vendor's own codes say nothing; `undefined` for an answer that is no fault (RFC 9110 §15). */
export function faultOfStatus({ status, headers }: VendorAnswer, nowMs: number): VendorFault | undefined {
  if (status < 400) return undefined;
  const wait = retryAfterMs(headers, nowMs);
  const hint = wait === undefined ? {} : { retryAfterMs: wait };
  const named = { vendorCode: `HTTP ${status}`, message: messageOf(status) };
  if (status === 401) return { kind: "unauthorized", ...named };
  if (status === 429) return { kind: "rate-limited", ...named, ...hint };
  if (status >= 500 || trySoon.has(status)) return { kind: "unavailable", ...named, ...hint };
  return { kind: "refused", ...named };
}

function messageOf(status: number): string {
  if (status === 403) return "HTTP 403: the configured credentials lack a right that this needs";
  if (status === 404) return "HTTP 404: there is nothing at this address";
  return `HTTP ${status}`;
}
