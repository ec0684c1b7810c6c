import type { Clock } from "#platform";

/** The machine's clock without its waits: they end at once, and the clock is then as far ahead as they were long. */
export interface HurriedClock extends Clock {
  /** Lengths of all waits so far, in milliseconds. */
  readonly waits: readonly number[];
  readonly advance: (ms: number) => void;
}

/** Starts at the machine's time. */
export function createHurriedClock(): HurriedClock {
  const waits: number[] = [];
  let aheadMs = 0;
  return {
    waits,
    now: () => Date.now() + aheadMs,
    wait: async (ms, signal) => {
      signal?.throwIfAborted();
      waits.push(ms);
      aheadMs += ms;
    },
    advance: (ms) => {
      aheadMs += ms;
    },
  };
}
