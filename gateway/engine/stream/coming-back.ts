/** How often a subgraph that was never reached is tried. */
export const FIRST_ATTEMPTS = 3;

/** How often a subgraph that went away is tried. */
export const LATER_ATTEMPTS = 10;

/** The longest wait before a further try, in milliseconds. */
export const LONGEST_WAIT_MS = 30_000;

const firstWaitMs = 250;

/** Milliseconds to wait before a further try: exponential, with jitter so that many gateways do not come back in one moment. */
export function waitBeforeTry(retries: number): number {
  return Math.min(LONGEST_WAIT_MS, firstWaitMs * 2 ** retries) * (0.5 + Math.random() / 2);
}
