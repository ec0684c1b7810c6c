import type { Clock } from "#platform";

/** A clock that a test turns; waits end when it is turned far enough. */
export interface TurnedClock extends Clock {
  readonly advance: (ms: number) => void;
  /** Resolves with the length of the next wait that somebody starts, or of the first one that is pending already. */
  readonly nextWait: () => Promise<number>;
}

interface Wait {
  readonly at: number;
  readonly ms: number;
  readonly end: () => void;
}

/** Starts at a fixed time. */
export function createTurnedClock(startMs = Date.UTC(2026, 0, 1)): TurnedClock {
  let now = startMs;
  const waits = new Set<Wait>();
  let tell = Promise.withResolvers<void>();
  return {
    now: () => now,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        const leave = (): void => {
          waits.delete(wait);
          reject(signal?.reason);
        };
        const end = (): void => {
          waits.delete(wait);
          signal?.removeEventListener("abort", leave);
          resolve();
        };
        const wait: Wait = { at: now + ms, ms, end };
        if (signal?.aborted) return leave();
        waits.add(wait);
        signal?.addEventListener("abort", leave, { once: true });
        tell.resolve();
        tell = Promise.withResolvers<void>();
        return undefined;
      }),
    advance: (ms) => {
      now += ms;
      for (const wait of [...waits]) if (wait.at <= now) wait.end();
    },
    nextWait: async () => {
      if (waits.size === 0) await tell.promise;
      return [...waits][0]?.ms ?? 0;
    },
  };
}
