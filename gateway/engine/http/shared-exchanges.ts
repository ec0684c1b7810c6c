import { CallTimedOut, type HttpAnswer, type HttpCall } from "./exchange.js";

/** Sends a call, alone or together with others that ask the same at this moment. */
export type SendShared = (call: HttpCall, key: string | undefined) => Promise<HttpAnswer>;

/** How many calls were sent by somebody else's exchange. */
export type CountShared = () => void;

/**
 * Calls under the same key that are under way at once become one exchange, and each gets its answer as text, of its own to read. The key must hold
 * everything that can change the answer; without one a call goes alone. Who leaves or runs out of time ends their own waiting only; the exchange
 * ends when nobody waits any more. A call that may wait for longer than the one under way goes alone too, so that nobody is given up early.
 */
export function sharedExchanges(send: (call: HttpCall) => Promise<HttpAnswer>, countShared: CountShared): SendShared {
  const flights = new Map<string, Flight>();
  const begin = (call: HttpCall, key: string): Flight => {
    const controller = new AbortController();
    const answer = send({ ...call, signal: controller.signal });
    const flight: Flight = { answer, controller, waiting: 0, endsAt: performance.now() + call.timeoutMs };
    flights.set(key, flight);
    const forget = (): void => {
      if (flights.get(key) === flight) flights.delete(key);
    };
    answer.then(forget, forget);
    return flight;
  };
  return (call, key) => {
    if (key === undefined) return send(call);
    const known = flights.get(key);
    // A little later than the first is as good as at once; much later is not.
    if (known !== undefined && known.waiting > 0 && performance.now() + call.timeoutMs * sharedFrom <= known.endsAt) {
      countShared();
      return join(known, call);
    }
    if (known !== undefined && known.waiting > 0) return send(call);
    return join(begin(call, key), call);
  };
}

/** The least share of its own time that a call must find left in an exchange to join it. */
const sharedFrom = 0.8;

interface Flight {
  readonly answer: Promise<HttpAnswer>;
  readonly controller: AbortController;
  /** Milliseconds, on the machine's steady clock. */
  readonly endsAt: number;
  waiting: number;
}

function join(flight: Flight, { signal, timeoutMs }: HttpCall): Promise<HttpAnswer> {
  flight.waiting += 1;
  let isWaiting = true;
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      if (!isWaiting) return;
      isWaiting = false;
      clearTimeout(timer);
      signal?.removeEventListener("abort", giveUp);
      flight.waiting -= 1;
    };
    const stop = (reason: Error): void => {
      leave();
      reject(reason);
      if (flight.waiting === 0) flight.controller.abort(reason);
    };
    const giveUp = (): void => {
      const reason: unknown = signal?.reason;
      stop(reason instanceof Error ? reason : new Error("the client went away"));
    };
    const timer = setTimeout(() => stop(new CallTimedOut(`${timeoutMs} ms are over`)), timeoutMs);
    signal?.addEventListener("abort", giveUp);
    flight.answer.then(
      (answer) => {
        leave();
        resolve(answer);
      },
      (cause: unknown) => {
        leave();
        reject(cause instanceof Error ? cause : new Error("the exchange failed", { cause }));
      },
    );
    if (signal?.aborted) giveUp();
  });
}
