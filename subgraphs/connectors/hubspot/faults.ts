import { z } from "zod";
import type { VendorAnswer, VendorFault } from "#sdk";

const problemSchema = z.object({
  category: z.string().optional(),
  policyName: z.string().optional(),
  errors: z.array(z.object({ code: z.string().optional(), context: z.record(z.string(), z.unknown()).optional() })).optional(),
});

type Problem = z.output<typeof problemSchema>;

/** Until when a limit is used up, when HubSpot does not say so in a header. */
const policyWaitMs: Readonly<Record<string, number>> = { SECONDLY: 1_000, TEN_SECONDLY_ROLLING: 10_000 };

/**
 * Names a failing answer from HubSpot's error envelope. Its sentences quote property values and e-mail addresses, so only its codes, property
 * names and scopes are passed on.
 *
 * Source: https://developers.hubspot.com/docs/api-reference/error-handling and
 * https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines.
 */
export function classifyHubspotAnswer(answer: VendorAnswer): VendorFault | undefined {
  const { status } = answer;
  if (status < 400) return undefined;
  const problem = problemSchema.safeParse(answer.body).data ?? {};
  const named = { vendorCode: problem.category ?? `HTTP ${status}`, ...detailOf(problem) };
  if (status === 429)
    return { kind: "rate-limited", ...named, vendorCode: problem.policyName ?? named.vendorCode, ...waitOf(answer, problem) };
  // 423: the record is locked for two seconds; 477: the account is being moved to another data centre, with Retry-After.
  if (status === 423) return { kind: "unavailable", ...named, retryAfterMs: 2_000 };
  if (status === 477) return { kind: "unavailable", ...named, ...waitOf(answer, problem) };
  if (status === 401 || status === 403) return { kind: "unauthorized", ...named };
  return status < 500 && problem.category !== undefined ? { kind: "refused", ...named } : undefined;
}

function waitOf({ headers }: VendorAnswer, { policyName = "" }: Problem): Pick<VendorFault, "retryAfterMs"> {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  const waitMs = Number.isFinite(seconds) ? seconds * 1_000 : policyWaitMs[policyName];
  return waitMs === undefined ? {} : { retryAfterMs: waitMs };
}

function detailOf({ errors = [] }: Problem): Pick<VendorFault, "message"> {
  const details = errors.flatMap(({ code, context = {} }) => {
    const names = ["propertyName", "properties", "requiredGranularScopes", "requiredScopes"].flatMap((key) => textsOf(context[key]));
    const text = [code, names.join(", ")].filter((part) => part !== undefined && part !== "").join(" ");
    return text === "" ? [] : [text];
  });
  return details.length === 0 ? {} : { message: details.join("; ") };
}

function textsOf(value: unknown): string[] {
  return z.array(z.string()).safeParse(value).data ?? [];
}
