import type { Viewer } from "#platform";
import type { SubscriptionRequest } from "../../engine/index.js";

/**
 * Names everything that can change what a subscription's client is told: operation, variables, viewer, languages, forwarded headers. A request's
 * id changes nothing, nor does the moment at which a token ends.
 */
export function sharingKey({ documentHash, operation, variables, context }: SubscriptionRequest): string {
  const { viewer, languages, forwardedHeaders } = context;
  const { "x-request-id": _id, ...headers } = forwardedHeaders;
  return JSON.stringify([documentHash, operation.name?.value, sorted(variables), rightsOf(viewer), languages, sorted(headers)]);
}

/** Names who a viewer is and what they may see. */
export function rightsOf({ kind, customer, groups, scopes }: Viewer): string {
  return JSON.stringify([kind, customer, groups.toSorted(), [...scopes].toSorted()]);
}

// The same values give the same text, in whichever order a client wrote them.
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
}
