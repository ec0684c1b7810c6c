import type { PasserelleError } from "#platform";
import {
  SystemBadAnswer,
  SystemRateLimited,
  SystemRefused,
  SystemTimeout,
  SystemUnauthorized,
  SystemUnavailable,
  type SystemErrorDetail,
} from "../errors.js";
import type { VendorFault } from "../http-client.js";
import { redact } from "../redact.js";
import { AnswerTooLarge, RedirectedAway } from "./send-once.js";

/** Why one try failed, and what follows from it. */
export interface TryFailure {
  readonly error: PasserelleError<SystemErrorDetail>;
  /** What the breaker learns: a vendor that refuses is well, one that does not answer is not. */
  readonly outcome: "success" | "failure" | "unknown";
  /** `always`: the vendor never saw it. `repeatable`: when a second effect does no harm. */
  readonly retry: "never" | "repeatable" | "always";
  readonly retryAfterMs?: number | undefined;
}

/** System and operation that every error names. */
export type Where = Pick<SystemErrorDetail, "system" | "operation">;

/** The failure that a vendor's own verdict means. */
export function failureOfFault(where: Where, fault: VendorFault): TryFailure {
  const reason = [fault.vendorCode, fault.message].filter((part) => part !== undefined && part !== "");
  const isRepeated = fault.vendorCode !== undefined && fault.message?.startsWith(fault.vendorCode);
  const detail: SystemErrorDetail = {
    ...where,
    vendorCode: fault.vendorCode === undefined ? undefined : redact(fault.vendorCode),
    reason: reason.length === 0 ? undefined : redact(isRepeated ? (fault.message ?? "") : reason.join(": ")),
    retryAfterMs: fault.retryAfterMs,
  };
  const { retryAfterMs } = fault;
  switch (fault.kind) {
    case "unavailable":
      return { error: new SystemUnavailable(detail), outcome: "failure", retry: "repeatable", retryAfterMs };
    case "rate-limited":
      return { error: new SystemRateLimited(detail), outcome: "success", retry: "repeatable", retryAfterMs };
    case "unauthorized":
      return { error: new SystemUnauthorized(detail), outcome: "success", retry: "never" };
    case "refused":
      return { error: new SystemRefused(detail), outcome: "success", retry: "never" };
  }
}

/** The failure of an answer that is not what it should be; the vendor may be restarting, so a read is tried again. */
export function unreadable(where: Where, reason: string): TryFailure {
  return { error: new SystemBadAnswer({ ...where, reason }), outcome: "failure", retry: "repeatable" };
}

/** The failure that what was thrown on the wire means. */
export function failureOfWire(where: Where, cause: unknown): TryFailure {
  if (cause instanceof AnswerTooLarge) return { ...unreadable(where, cause.message), retry: "never" };
  if (cause instanceof RedirectedAway) return { ...unreadable(where, cause.message), retry: "never" };
  const code = wireCode(cause);
  if (code.startsWith("Z_")) return unreadable(where, "broken compression");
  const error = new SystemUnavailable({ ...where, reason: code }, { cause });
  return { error, outcome: "failure", retry: neverConnected.has(code) ? "always" : "repeatable" };
}

/** The failure of a try that took too long; `isTelling` is false when the vendor had no fair chance to answer. */
export function timedOut(where: Where, reason: string, isTelling: boolean): TryFailure {
  return { error: new SystemTimeout({ ...where, reason }), outcome: isTelling ? "failure" : "unknown", retry: "repeatable" };
}

/** The failure of a request that our own limits keep from being sent. */
export function heldBack(where: Where, reason: string, retryAfterMs?: number): TryFailure {
  return { error: new SystemRateLimited({ ...where, reason, retryAfterMs }), outcome: "unknown", retry: "never" };
}

/** Codes of a connection that was never made, so that the vendor took nothing (Node's system errors, undici's connect time-out). */
const neverConnected = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

function wireCode(cause: unknown): string {
  if (!(cause instanceof Error)) return "unknown failure";
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.name;
}
