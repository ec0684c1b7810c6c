import { z } from "zod";
import type { VendorAnswer, VendorFault } from "#sdk";

const graphqlErrors = z.object({
  errors: z.array(z.object({ message: z.string(), extensions: z.object({ code: z.string().optional() }).optional() })).min(1),
});

/** Told with every answer of the Admin API, throttled ones included (https://shopify.dev/docs/api/usage/limits). */
const throttling = z.object({
  extensions: z.object({
    cost: z.object({
      requestedQueryCost: z.number(),
      throttleStatus: z.object({ currentlyAvailable: z.number(), restoreRate: z.number().positive() }),
    }),
  }),
});

const kinds: ReadonlyMap<string, VendorFault["kind"]> = new Map([
  ["THROTTLED", "rate-limited"],
  ["INTERNAL_SERVER_ERROR", "unavailable"],
  ["SERVICE_UNAVAILABLE", "unavailable"],
  ["TIMEOUT", "unavailable"],
  ["ACCESS_DENIED", "unauthorized"],
  ["UNAUTHORIZED", "unauthorized"],
]);

/** Names a failing answer from Shopify's error codes, which come with HTTP 200 (https://shopify.dev/docs/api/usage/response-codes). */
export function classifyShopifyAnswer(answer: VendorAnswer): VendorFault | undefined {
  if (answer.status === 430) return { kind: "rate-limited", vendorCode: "HTTP 430", message: "the shop's security holds the request back" };
  const parsed = graphqlErrors.safeParse(answer.body);
  if (!parsed.success) return undefined;
  // The gravest one decides; a refusal beside a throttle is the same request's.
  const errors = parsed.data.errors.map(({ message, extensions }) => ({ message, code: extensions?.code ?? "GRAPHQL_ERROR" }));
  const decisive = errors.find(({ code }) => kinds.has(code)) ?? errors[0];
  return decisive && faultOf(decisive, answer);
}

function faultOf({ message, code }: { readonly message: string; readonly code: string }, answer: VendorAnswer): VendorFault {
  const kind = kinds.get(code) ?? "refused";
  const wait = kind === "rate-limited" ? waitMs(answer.body) : undefined;
  // The text of an internal error can carry anything.
  return { kind, vendorCode: code, ...(kind !== "unavailable" && { message }), ...(wait !== undefined && { retryAfterMs: wait }) };
}

/** Time until the bucket holds what the request needs. */
function waitMs(body: unknown): number | undefined {
  const told = throttling.safeParse(body);
  if (!told.success) return undefined;
  const { requestedQueryCost, throttleStatus } = told.data.extensions.cost;
  const missing = Math.max(0, requestedQueryCost - throttleStatus.currentlyAvailable);
  return Math.ceil((missing / throttleStatus.restoreRate) * 1000);
}
