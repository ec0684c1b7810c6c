/** How often a system is asked. */
export interface PollPace {
  /** After changes, in milliseconds. */
  readonly minIntervalMs: number;
  /** When nothing changes for a while, in milliseconds. */
  readonly maxIntervalMs: number;
}

/** What the next wait depends on. */
export type PollOutcome =
  | { readonly kind: "changes" }
  | { readonly kind: "quiet" }
  /** `retryAfterMs` is what the system asked for, when it did. */
  | { readonly kind: "failed"; readonly retryAfterMs?: number | undefined };

/** Says how long to wait after each poll. */
export interface AdaptivePace {
  readonly next: (outcome: PollOutcome) => number;
}

const slowDown = 1.5;
const longestBackOffMs = 300_000;

/**
 * Waits the minimum after changes, longer and longer up to the maximum while it is quiet. After failures it waits twice as long each time, up
 * to five minutes, at least what the system asked for, and a random part of it more, so that nodes and systems do not come back together.
 */
export function createAdaptivePace({ minIntervalMs, maxIntervalMs }: PollPace, random: () => number = Math.random): AdaptivePace {
  let quietMs = minIntervalMs;
  let failures = 0;
  return {
    next: (outcome) => {
      if (outcome.kind === "failed") {
        failures += 1;
        const backOffMs = Math.min(longestBackOffMs, minIntervalMs * 2 ** Math.min(failures, 20));
        const leastMs = Math.max(outcome.retryAfterMs ?? 0, backOffMs / 2);
        return leastMs + random() * (backOffMs / 2);
      }
      failures = 0;
      quietMs = outcome.kind === "changes" ? minIntervalMs : Math.min(maxIntervalMs, quietMs * slowDown);
      return quietMs;
    },
  };
}
