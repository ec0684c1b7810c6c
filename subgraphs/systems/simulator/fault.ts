import { z } from "zod";

const requestFaults = ["latency", "status", "hang", "reset", "accept-then-hang", "garbage"] as const;
const webhookFaults = ["duplicate-webhook", "reorder-webhooks"] as const;

const matchSchema = z.strictObject({
  method: z.string().min(1).optional(),
  path: z.string().min(1).optional(),
  operation: z.string().min(1).optional(),
});

const faultSchema = z
  .strictObject({
    match: matchSchema.default({}),
    fault: z.enum([...requestFaults, ...webhookFaults]),
    times: z.int().min(1).optional(),
    latencyMs: z.number().min(0).max(600_000).optional(),
    status: z.int().min(400).max(599).optional(),
    retryAfter: z.int().min(0).optional(),
    body: z.unknown().optional(),
  })
  .refine((fault) => fault.fault !== "latency" || fault.latencyMs !== undefined, {
    path: ["latencyMs"],
    message: "the fault latency needs latencyMs, the milliseconds to wait",
  });

/**
 * A fault on demand, as `POST /_faults` takes it.
 *
 * `times` absent means until cleared; `latencyMs` is in milliseconds, `retryAfter` in seconds (sent as `Retry-After`).
 * `match.path` is a prefix, or a glob when it holds `*`; `match.operation` is exact, or a glob. No `match` hits every request.
 */
export type Fault = z.output<typeof faultSchema>;

/** Either the faults that were asked for, or what is wrong with the request, field by field. */
export type ParsedFaults = { readonly faults: Fault[] } | { readonly problems: string[] };

/** Reads one fault or an array of them. */
export function parseFaults(input: unknown): ParsedFaults {
  // Not a union of both: its issues would not say which field is wrong.
  const schema = Array.isArray(input) ? z.array(faultSchema) : faultSchema.transform((fault) => [fault]);
  const parsed = schema.safeParse(input);
  if (parsed.success) return { faults: parsed.data };
  return { problems: parsed.error.issues.map(({ path, message }) => `${path.join(".") || "body"}: ${message}`) };
}

/** True for the faults that change webhooks instead of answers. */
export function isWebhookFault(fault: Fault): boolean {
  return webhookFaults.some((kind) => kind === fault.fault);
}

/** What a fault is matched against. */
export interface FaultTarget {
  readonly method: string;
  /** Path without the query string. */
  readonly path: string;
  readonly operation: string;
}

/** True when the fault is meant for that request or webhook. */
export function isFaultFor({ match }: Fault, target: FaultTarget): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== target.method.toUpperCase()) return false;
  if (match.operation !== undefined && !isGlobMatch(match.operation, target.operation)) return false;
  if (match.path === undefined) return true;
  return match.path.includes("*") ? isGlobMatch(match.path, target.path) : target.path.startsWith(match.path);
}

function isGlobMatch(glob: string, text: string): boolean {
  const parts = glob.split("*").map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s").test(text);
}
