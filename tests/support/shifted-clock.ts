import { systemClock, type Clock } from "#platform";

/** The machine's clock, set ahead by a test: real waits, but cool-downs and time-to-live pass at once. */
export interface ShiftedClock extends Clock {
  readonly advance: (ms: number) => void;
}

/** Starts at the machine's time. */
export function createShiftedClock(): ShiftedClock {
  let aheadMs = 0;
  return {
    now: () => systemClock.now() + aheadMs,
    wait: systemClock.wait,
    advance: (ms) => {
      aheadMs += ms;
    },
  };
}
