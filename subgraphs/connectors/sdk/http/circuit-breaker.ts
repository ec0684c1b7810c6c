import type { Clock } from "#platform";

/** `closed` lets all through, `open` none, `half-open` one at a time. */
export type BreakerState = "closed" | "open" | "half-open";

/** Leave to try; tell once how it went. `unknown` says nothing about the vendor, for example when the caller left. */
export type Verdict = (outcome: "success" | "failure" | "unknown") => void;

/** Stops asking a vendor that does not answer, and finds out by itself when it does again. */
export interface CircuitBreaker {
  readonly state: () => BreakerState;
  /** Leave to try, or how long until the next try is let through. */
  readonly admit: () => Verdict | { readonly nextTryInMs: number };
}

/** When the circuit opens and how long it stays so. */
export interface BreakerOptions {
  /** Failures in a row that open it; 5 when absent. */
  readonly failures?: number | undefined;
  /** Time until one try is let through; 5,000 ms when absent. */
  readonly coolDownMs?: number | undefined;
}

/** What a breaker needs besides its limits. */
export interface BreakerDeps {
  readonly clock: Clock;
  readonly onChange: (state: BreakerState) => void;
}

/** A closed breaker. Written here because cockatiel's reads the machine's clock, which a test cannot turn. */
export function createCircuitBreaker({ failures = 5, coolDownMs = 5_000 }: BreakerOptions, { clock, onChange }: BreakerDeps): CircuitBreaker {
  let failedInARow = 0;
  let openUntil: number | undefined;
  let isProbing = false;
  // Verdicts of tries that began before the circuit last changed are of no interest any more.
  let era = 0;
  const state = (): BreakerState => {
    if (openUntil === undefined) return "closed";
    return clock.now() < openUntil ? "open" : "half-open";
  };
  const change = (until: number | undefined): void => {
    const isNew = (openUntil === undefined) !== (until === undefined);
    openUntil = until;
    failedInARow = 0;
    isProbing = false;
    era += 1;
    if (isNew) onChange(state());
  };
  const verdict = (startedIn: number): Verdict => {
    return (outcome) => {
      if (startedIn !== era) return;
      const isProbe = openUntil !== undefined;
      isProbing = false;
      if (outcome === "unknown") return;
      if (outcome === "success") {
        failedInARow = 0;
        if (isProbe) change(undefined);
        return;
      }
      failedInARow += 1;
      if (isProbe || failedInARow >= failures) change(clock.now() + coolDownMs);
    };
  };
  return {
    state,
    admit: () => {
      if (openUntil !== undefined) {
        const leftMs = openUntil - clock.now();
        if (leftMs > 0) return { nextTryInMs: leftMs };
        if (isProbing) return { nextTryInMs: 1_000 };
        isProbing = true;
      }
      return verdict(era);
    },
  };
}
