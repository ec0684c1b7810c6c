import { PasserelleError, type Clock } from "#platform";
import type { BreakerState } from "./circuit-breaker.js";

/** How a system is, seen from here. Times are ISO 8601. */
export interface SystemHealth {
  readonly state: BreakerState;
  /** The last failure that a caller saw, with its stable code. */
  readonly lastError?: { readonly code: string; readonly message: string; readonly at: string } | undefined;
  readonly lastSuccessAt?: string | undefined;
  /** Median of the last 100 answers. */
  readonly latencyMsMedian?: number | undefined;
  /** Requests that wait for a place. */
  readonly waiting: number;
  readonly underWay: number;
}

/** Keeps what happened last. */
export interface HealthRecord {
  readonly succeeded: () => void;
  readonly failed: (error: unknown) => void;
  readonly read: () => Pick<SystemHealth, "lastError" | "lastSuccessAt">;
}

/** A record of nothing yet. */
export function createHealthRecord(clock: Clock): HealthRecord {
  let lastError: SystemHealth["lastError"];
  let lastSuccessAt: string | undefined;
  const now = (): string => new Date(clock.now()).toISOString();
  return {
    succeeded: () => {
      lastSuccessAt = now();
    },
    failed: (error) => {
      if (error instanceof PasserelleError) lastError = { code: error.code, message: error.message, at: now() };
    },
    read: () => ({ lastError, lastSuccessAt }),
  };
}
