import type { Clock } from "#platform";
import type { Call } from "../call.js";

/** Longer than this no timer can run (2^31 − 1 ms); such a deadline is as good as none. */
const longestTimerMs = 2_147_483_647;

/** How long one call is still waited for. Dispose of it when the call ends. */
export interface Patience extends Disposable {
  /** Aborts when the deadline passes or the caller leaves. */
  readonly signal: AbortSignal;
  /** What is left until the deadline; `Infinity` without one, never below zero. */
  readonly leftMs: () => number;
  /** True when the caller left, false when time ran out. */
  readonly isAbandoned: () => boolean;
}

/** Starts to watch a call's deadline and signal. The timer runs in real time, as sockets do; the clock only tells what is left. */
export function startPatience(call: Call, clock: Clock): Patience {
  const controller = new AbortController();
  const leftMs = (): number => (call.deadline === undefined ? Infinity : Math.max(0, call.deadline - clock.now()));
  const leave = (): void => controller.abort(new Error("nobody waits any more"));
  const expire = (): void => controller.abort(new Error("the deadline passed"));
  const left = leftMs();
  const timer = left > 0 && left < longestTimerMs ? setTimeout(expire, left) : undefined;
  if (left === 0) expire();
  if (call.signal?.aborted) leave();
  call.signal?.addEventListener("abort", leave, { once: true });
  return {
    signal: controller.signal,
    leftMs,
    isAbandoned: () => call.signal?.aborted === true,
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      call.signal?.removeEventListener("abort", leave);
    },
  };
}

/** Waits for a shared piece of work no longer than one caller may; the work itself goes on. Rejects with the signal's reason. */
export function within<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  if (signal.aborted) {
    work.catch(() => undefined);
    return Promise.reject(signal.reason);
  }
  return new Promise<Result>((resolve, reject) => {
    const leave = (): void => reject(signal.reason);
    signal.addEventListener("abort", leave, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
  });
}
