import { decorrelatedJitterGenerator, ExponentialBackoff } from "cockatiel";
import type { VendorRequest } from "../http-client.js";
import type { TryFailure } from "./try-failure.js";

/** Tries of one call in all. */
export const maxTries = 3;
/** Without a deadline, a vendor's wish to wait longer than this is told to the caller instead. */
export const longestWaitMs = 30_000;

/** Tells how long to wait before the next try; `undefined` when there is none. Ask once after each failed try. */
export type NextTry = (failure: TryFailure, leftMs: number) => number | undefined;

/**
 * The retry plan of one call: at most three tries, with decorrelated jitter between them or the time that the vendor asks for, and only what
 * fits into the time that is left.
 */
export function planTries(request: Pick<VendorRequest, "effect" | "idempotencyKey">): NextTry {
  const isRepeatable = request.effect === "read" || request.idempotencyKey !== undefined;
  let backoff = new ExponentialBackoff({ generator: decorrelatedJitterGenerator, initialDelay: 100, maxDelay: 2_000 }).next();
  let tries = 0;
  return (failure, leftMs) => {
    tries += 1;
    if (tries >= maxTries || failure.retry === "never") return undefined;
    if (failure.retry === "repeatable" && !isRepeatable) return undefined;
    const waitMs = failure.retryAfterMs ?? backoff.duration;
    backoff = backoff.next(undefined);
    return waitMs < Math.min(leftMs, longestWaitMs + 1) ? waitMs : undefined;
  };
}
