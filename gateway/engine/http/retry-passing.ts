import { decorrelatedJitterGenerator, ExponentialBackoff } from "cockatiel";
import type { Clock } from "#platform";
import { SubgraphUnavailable } from "../errors.js";

/** What tries share. */
export interface RetryOptions {
  /** Most tries after the first one. */
  readonly retries: number;
  readonly clock: Clock;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
  readonly onRetry: () => void;
}

/** Failures that a moment later may be over: a connection that was cut or not taken, a proxy whose subgraph restarts. */
const passing: ReadonlySet<string> = new Set(["ECONNRESET", "ECONNREFUSED", "EPIPE", "UND_ERR_SOCKET", "HTTP 502", "HTTP 503", "HTTP 504"]);

/**
 * Tries a query again when its subgraph could not be reached or was not ready, with growing waits that differ (decorrelated jitter), as long as
 * the deadline leaves time. Never for mutations: nobody knows whether a lost one took effect.
 */
export async function retryPassing<Answer>(work: () => Promise<Answer>, options: RetryOptions): Promise<Answer> {
  const { retries, clock, deadline, signal, onRetry } = options;
  let backoff = new ExponentialBackoff({ generator: decorrelatedJitterGenerator, initialDelay: 50, maxDelay: 1000 }).next();
  for (let retried = 0; ; retried += 1) {
    try {
      return await work();
    } catch (error) {
      const isPassing = error instanceof SubgraphUnavailable && passing.has(error.detail.reason);
      const isInTime = clock.now() + backoff.duration < deadline && signal?.aborted !== true;
      if (!isPassing || !isInTime || retried >= retries) throw error;
      onRetry();
      await clock.wait(backoff.duration, signal).catch(() => undefined);
      backoff = backoff.next(undefined);
    }
  }
}
