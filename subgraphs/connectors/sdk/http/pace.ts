import type { Clock } from "#platform";

/** How long somebody waits to be let in. */
export interface PaceOptions {
  readonly maxWaitMs: number;
  readonly signal: AbortSignal;
}

/** Let in, or told when to come again. */
export type Admission = { readonly isAdmitted: true } | { readonly isAdmitted: false; readonly retryAfterMs: number };

/** Keeps requests to the points a second that a vendor allows. In this process by default; a shared store takes its place on several nodes. */
export interface Pace {
  /** Waits for its turn, first come first served; rejects with the signal's reason when it aborts. */
  readonly enter: (points: number, options: PaceOptions) => Promise<Admission>;
  /** Lets nobody in for a while, because the vendor said so. */
  readonly pause: (ms: number) => void;
}

/** What a pace in this process keeps to. */
export interface LocalPaceOptions {
  readonly perSecond: number;
  readonly burst?: number | undefined;
  /** Bound on those who wait; the next one is turned away. */
  readonly maxWaiting: number;
  readonly clock: Clock;
}

/**
 * A token bucket in this process.
 *
 * Vendors fill a bucket continuously (Shopify's calls it a leaky bucket). A window that restarts each second would let twice the burst through
 * around its edge, so the bucket is counted here instead of by a window counter.
 */
export function createLocalPace({ perSecond, burst = perSecond, maxWaiting, clock }: LocalPaceOptions): Pace {
  let tokens = burst;
  let filledAt = clock.now();
  let waiting = 0;
  const fill = (): void => {
    const now = clock.now();
    tokens = Math.min(burst, tokens + (Math.max(0, now - filledAt) / 1000) * perSecond);
    filledAt = Math.max(filledAt, now);
  };
  // A pause moves the time from which the bucket is filled, and so whoever comes next waits for it.
  const waitFor = (points: number): number => {
    const shortMs = points > tokens ? ((points - tokens) / perSecond) * 1000 : 0;
    return Math.ceil(Math.max(0, filledAt - clock.now()) + shortMs);
  };
  return {
    enter: async (points, { maxWaitMs, signal }) => {
      fill();
      const waitMs = waitFor(points);
      if (waitMs > maxWaitMs || (waitMs > 0 && waiting >= maxWaiting)) return { isAdmitted: false, retryAfterMs: waitMs };
      tokens -= points;
      if (waitMs === 0) return { isAdmitted: true };
      waiting += 1;
      try {
        await clock.wait(waitMs, signal);
        return { isAdmitted: true };
      } catch (error) {
        tokens += points;
        throw error;
      } finally {
        waiting -= 1;
      }
    },
    pause: (ms) => {
      fill();
      filledAt = Math.max(filledAt, clock.now() + ms);
    },
  };
}
