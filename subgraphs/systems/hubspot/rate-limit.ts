import type { FastifyReply, FastifyRequest } from "fastify";
import { accountOf, type PortalData } from "./portal.js";
import { HubSpotProblem } from "./problem.js";

/** Counts a request against the account's limits and throws a 429 when it is one too many. */
export type RateLimit = (request: FastifyRequest, reply: FastifyReply) => void;

/**
 * The two rolling limits of an account (developers.hubspot.com, "API usage guidelines"): requests in ten seconds for the private app, told
 * in the `X-HubSpot-RateLimit-*` headers, and searches in one second for the whole account, which carry no such headers.
 */
export function createRateLimit(portal: PortalData): RateLimit {
  const requests = rollingWindow(10_000);
  const searches = rollingWindow(1_000);
  return (request, reply) => {
    const { requestsPerTenSeconds, searchesPerSecond } = accountOf(portal.store);
    const at = portal.now().getTime();
    if (isSearch(request)) {
      if (searches(at) > searchesPerSecond) throw exceeded("SECONDLY", "secondly");
      return;
    }
    const used = requests(at);
    reply.header("x-hubspot-ratelimit-max", String(requestsPerTenSeconds));
    reply.header("x-hubspot-ratelimit-remaining", String(Math.max(0, requestsPerTenSeconds - used)));
    reply.header("x-hubspot-ratelimit-interval-milliseconds", "10000");
    if (used > requestsPerTenSeconds) throw exceeded("TEN_SECONDLY_ROLLING", "ten_secondly_rolling");
  };
}

function isSearch(request: FastifyRequest): boolean {
  return /^\/crm\/v3\/objects\/[^/]+\/search(\?|$)/.test(request.url);
}

function exceeded(policyName: string, spelt: string): HubSpotProblem {
  return new HubSpotProblem(429, `You have reached your ${spelt} limit.`, { category: "RATE_LIMITS", errorType: "RATE_LIMIT", policyName });
}

/** Counts the calls in the last `lengthMs`, the present one included; refused calls count too, as the vendor's do. */
function rollingWindow(lengthMs: number): (at: number) => number {
  let stamps: number[] = [];
  let first = 0;
  return (at) => {
    stamps.push(at);
    while ((stamps[first] ?? at) <= at - lengthMs) first += 1;
    // Dropped now and then, not at every call: under load the window is long.
    if (first > 1_024) {
      stamps = stamps.slice(first);
      first = 0;
    }
    return stamps.length - first;
  };
}
