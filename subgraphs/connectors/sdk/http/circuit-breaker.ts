import type { Clock } from "#platform";

/** `closed` lets all through, `open` none, `half-open` one at a time. */
export type BreakerState = "closed" | "open" | "half-open";

/** Leave to try; tell once how it went. `unknown` says nothing about the vendor, for example when the caller left. */
export type Verdict = (outcome: "success" | "failure" | "unknown") => void;

/** Stops asking a vendor that does not answer, and finds out by itself when it does again. */
export interface CircuitBreaker {
  readonly state: () => BreakerState;
  readonly admit: () => Verdict | BreakerRefusal;
}

/** No leave to try now. */
export interface BreakerRefusal {
  readonly nextTryInMs: number;
  /** Ends when the try that is let through at the moment does; asking again then may help. */
  readonly probe?: Promise<void>;
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

const soonMs = 1_000;

/** A closed breaker. Written here because cockatiel's reads the machine's clock, which a test cannot turn. */
export function createCircuitBreaker({ failures = 5, coolDownMs = 5_000 }: BreakerOptions, deps: BreakerDeps): CircuitBreaker {
  const { clock, onChange } = deps;
  let failedInARow = 0;
  let openUntil: number | undefined;
  let probe: PromiseWithResolvers<void> | undefined;
  // Verdicts of tries that began before the circuit last changed are of no interest any more.
  let era = 0;
  const state = (): BreakerState => {
    if (openUntil === undefined) return "closed";
    return clock.now() < openUntil ? "open" : "half-open";
  };
  const endProbe = (): void => {
    probe?.resolve();
    probe = undefined;
  };
  const change = (until: number | undefined): void => {
    const isNew = (openUntil === undefined) !== (until === undefined);
    openUntil = until;
    failedInARow = 0;
    era += 1;
    endProbe();
    if (isNew) onChange(state());
  };
  const verdict = (startedIn: number): Verdict => {
    return (outcome) => {
      if (startedIn !== era) return;
      const isProbe = openUntil !== undefined;
      if (outcome === "unknown") return endProbe();
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
        if (probe !== undefined) return { nextTryInMs: soonMs, probe: probe.promise };
        probe = Promise.withResolvers<void>();
      }
      return verdict(era);
    },
  };
}
