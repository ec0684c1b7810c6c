/** State of the bucket as the vendor shows it in `extensions.cost.throttleStatus`. */
export interface ThrottleStatus {
  readonly maximumAvailable: number;
  readonly currentlyAvailable: number;
  readonly restoreRate: number;
}

/** A bucket of cost points that fills up by the second (https://shopify.dev/docs/api/usage/limits). */
export interface CostThrottle {
  /** Takes the points and answers true, or takes none when there are too few. */
  readonly take: (points: number) => boolean;
  /** Gives back what a request did not use. */
  readonly refund: (points: number) => void;
  readonly status: () => ThrottleStatus;
}

/** A full bucket; its size and rate are asked each time, so that they can be changed while it runs. */
export function createCostThrottle(plan: () => Omit<ThrottleStatus, "currentlyAvailable">, now: () => Date): CostThrottle {
  const state = { spent: 0, at: now().getTime() };
  const settle = (): number => {
    const at = now().getTime();
    const { maximumAvailable, restoreRate } = plan();
    state.spent = Math.min(maximumAvailable, Math.max(0, state.spent - (Math.max(0, at - state.at) / 1000) * restoreRate));
    state.at = at;
    return maximumAvailable - state.spent;
  };
  return {
    take: (points) => {
      if (settle() < points) return false;
      state.spent += points;
      return true;
    },
    refund: (points) => {
      settle();
      state.spent = Math.max(0, state.spent - points);
    },
    status: () => {
      const { maximumAvailable, restoreRate } = plan();
      return { maximumAvailable, currentlyAvailable: Math.floor(settle()), restoreRate };
    },
  };
}
