/** Milliseconds to wait before asking again, `undefined` without a readable hint: seconds or an HTTP date (RFC 9110 §10.2.3). */
export function retryAfterMs(headers: Headers, nowMs: number): number | undefined {
  const hint = headers.get("retry-after")?.trim();
  if (hint === undefined || hint === "") return undefined;
  // Shopify writes fractions ("2.0"), which the RFC does not know.
  if (/^\d+(?:\.\d+)?$/.test(hint)) return Math.ceil(Number(hint) * 1000);
  const at = Date.parse(hint);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}
