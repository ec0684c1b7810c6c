import { defineError } from "#platform";

/** Which system failed and in what operation; the message never repeats what was sent. */
export interface SystemErrorDetail {
  /** Name of the system in the settings, for example `erp`. */
  readonly system: string;
  readonly operation: string;
  /** The vendor's own code and words, redacted. */
  readonly vendorCode?: string | undefined;
  readonly reason?: string | undefined;
  /** Milliseconds to wait before asking again, when known. */
  readonly retryAfterMs?: number | undefined;
}

const expose = (detail: SystemErrorDetail): Record<string, unknown> => ({
  system: detail.system,
  ...(detail.retryAfterMs !== undefined && { retryAfterMs: detail.retryAfterMs }),
});

const because = (detail: SystemErrorDetail): string => (detail.reason ? ` (${detail.reason})` : "");

/** The system cannot be reached, answers 5xx, or its breaker is open. */
export const SystemUnavailable = defineError<SystemErrorDetail>({
  code: "SYSTEM_UNAVAILABLE",
  status: 503,
  retry: "later",
  message: (d) => `System "${d.system}" cannot serve ${d.operation} now${because(d)}; try again later.`,
  expose,
});

/** The system gave no answer within the time limit or the request's deadline. */
export const SystemTimeout = defineError<SystemErrorDetail>({
  code: "SYSTEM_TIMEOUT",
  status: 504,
  retry: "later",
  message: (d) => `System "${d.system}" gave no answer to ${d.operation} in time${because(d)}; try again later.`,
  expose,
});

/** The system, or our own limit in front of it, refuses the pace. */
export const SystemRateLimited = defineError<SystemErrorDetail>({
  code: "SYSTEM_RATE_LIMITED",
  status: 429,
  retry: "later",
  message: (d) => `System "${d.system}" is asked too often for ${d.operation}${because(d)}; try again later.`,
  expose,
});

/** The system does not accept the credentials in the settings. */
export const SystemUnauthorized = defineError<SystemErrorDetail>({
  code: "SYSTEM_UNAUTHORIZED",
  status: 502,
  retry: "never",
  message: (d) =>
    `System "${d.system}" refuses the configured credentials for ${d.operation}${because(d)}; check them with "npm run doctor".`,
  expose,
});

/** The system understood the request and refuses it. */
export const SystemRefused = defineError<SystemErrorDetail>({
  code: "SYSTEM_REFUSED",
  status: 502,
  retry: "never",
  message: (d) => `System "${d.system}" refuses ${d.operation}${because(d)}.`,
  expose,
});

/** The answer is not what the vendor documents: no JSON, another shape, too large. */
export const SystemBadAnswer = defineError<SystemErrorDetail>({
  code: "SYSTEM_BAD_ANSWER",
  status: 502,
  retry: "later",
  message: (d) =>
    `System "${d.system}" answered ${d.operation} with something that cannot be read${because(d)}; check its version and address.`,
  expose,
});
