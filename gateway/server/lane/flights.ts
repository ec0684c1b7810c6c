/** Somebody who waits for a result. */
export interface Passenger {
  /** Everything that can change the result; equal keys share. */
  readonly key: string;
  /** Milliseconds since the epoch at which they stop waiting. */
  readonly deadline: number;
  /** Aborts when they leave. */
  readonly signal?: AbortSignal | undefined;
}

/** What everybody waits for together; it is given the signal that aborts when the last one has left. */
export type Flight<Result> = (signal: AbortSignal) => Promise<Result>;

/** Work under way that is shared by all who ask the same meanwhile. */
export interface Flights<Result> {
  /** Joins the flight of this key, or starts it. */
  readonly join: (passenger: Passenger, start: Flight<Result>) => Boarded<Result>;
}

/** A place on a flight. */
export interface Boarded<Result> {
  readonly result: Promise<Result>;
  /** Whether it was under way already. */
  readonly isShared: boolean;
}

/** A moment, to be asked later whether anything has changed since. */
export interface Mark {
  readonly stands: () => boolean;
}

interface UnderWay<Result> {
  readonly result: Promise<Result>;
  /** Of whoever started: all who join can wait at least as long. */
  readonly deadline: number;
  readonly mark: Mark;
  readonly board: (signal: AbortSignal | undefined) => void;
}

/**
 * Flights of nobody yet. One passenger's leaving ends nothing for the others; when the last one has left, the work is aborted. Nobody joins work
 * that began before the last change, nor work whose deadline is later than their own. `mark` gives the present moment; `undefined` when changes
 * may have gone unheard, and then nobody shares.
 */
export function createFlights<Result>(mark: () => Mark | undefined): Flights<Result> {
  const underWay = new Map<string, UnderWay<Result>>();
  const takeOff = (passenger: Passenger, since: Mark, start: Flight<Result>): UnderWay<Result> => {
    const life = new AbortController();
    let aboard = 0;
    const leave = (): void => {
      aboard -= 1;
      if (aboard > 0) return;
      land();
      life.abort(new Error("every client went away"));
    };
    const board: UnderWay<Result>["board"] = (signal) => {
      aboard += 1;
      if (signal?.aborted === true) leave();
      else signal?.addEventListener("abort", leave, { once: true });
    };
    const land = (): void => {
      if (underWay.get(passenger.key) === flight) underWay.delete(passenger.key);
    };
    const flight: UnderWay<Result> = { result: start(life.signal).finally(land), deadline: passenger.deadline, mark: since, board };
    underWay.set(passenger.key, flight);
    return flight;
  };
  return {
    join: (passenger, start) => {
      const known = underWay.get(passenger.key);
      if (known !== undefined && known.deadline <= passenger.deadline && known.mark.stands()) {
        known.board(passenger.signal);
        return { result: known.result, isShared: true };
      }
      const since = mark();
      if (since === undefined) return { result: start(passenger.signal ?? new AbortController().signal), isShared: false };
      const flight = takeOff(passenger, since, start);
      flight.board(passenger.signal);
      return { result: flight.result, isShared: false };
    },
  };
}
