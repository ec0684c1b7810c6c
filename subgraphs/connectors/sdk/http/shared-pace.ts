import { RateLimiterRes, type RateLimiterLike } from "rate-limiter-flexible";
import type { Clock } from "#platform";
import type { Pace } from "./pace.js";

/** What several nodes keep to together. */
export interface SharedPaceOptions {
  /** A limiter of rate-limiter-flexible on a store that all nodes see, for example Redis; its points and duration are the vendor's limit. */
  readonly limiter: RateLimiterLike;
  /** Names the system in the store. */
  readonly key: string;
  readonly clock: Clock;
  /** Bound on those of this node who wait; the next one is turned away. */
  readonly maxWaiting: number;
}

/** A pace that all nodes share through a store. A store that fails rejects: whether the vendor may be asked is then not known. */
export function createSharedPace({ limiter, key, clock, maxWaiting }: SharedPaceOptions): Pace {
  let waiting = 0;
  const consume = async (points: number): Promise<number> => {
    try {
      await limiter.consume(key, points);
      return 0;
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      // The points were counted although they were refused, and would shut the next window too.
      await limiter.reward(key, points);
      return Math.max(1, refusal.msBeforeNext);
    }
  };
  return {
    enter: async (points, { maxWaitMs, signal }) => {
      let waitedMs = 0;
      for (;;) {
        const waitMs = await consume(points);
        if (waitMs === 0) return { isAdmitted: true };
        if (waitedMs + waitMs > maxWaitMs || waiting >= maxWaiting) return { isAdmitted: false, retryAfterMs: waitMs };
        waiting += 1;
        await clock.wait(waitMs, signal).finally(() => (waiting -= 1));
        waitedMs += waitMs;
      }
    },
    pause: (ms) => {
      // A store that cannot be written to keeps this pause from the others; the vendor will tell them itself.
      limiter.block(key, Math.ceil(ms / 1000)).catch(() => undefined);
    },
  };
}
