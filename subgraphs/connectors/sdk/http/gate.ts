/** A place at the gate; give it back once. */
export type Release = () => void;

/** Lets a bounded number through at once and keeps a bounded queue before it. */
export interface Gate {
  /** Resolves with the place; `undefined` when the queue is full; rejects with the signal's reason when it aborts while waiting. */
  readonly enter: (signal: AbortSignal) => Promise<Release | undefined>;
  readonly waiting: () => number;
  readonly underWay: () => number;
}

/**
 * Opens a gate for `width` at once.
 *
 * Written here because cockatiel's bulkhead tells a waiting caller of its abort only when a place gets free, and a vendor that hangs frees
 * none in time.
 */
export function createGate(width: number, maxWaiting: number): Gate {
  const queue = new Set<() => void>();
  let underWay = 0;
  const release: Release = () => {
    const [next] = queue;
    if (next === undefined) underWay -= 1;
    else next();
  };
  const waitForPlace = (signal: AbortSignal): Promise<Release> =>
    new Promise((resolve, reject) => {
      const leave = (): void => {
        queue.delete(pass);
        reject(signal.reason);
      };
      const pass = (): void => {
        queue.delete(pass);
        signal.removeEventListener("abort", leave);
        resolve(release);
      };
      queue.add(pass);
      signal.addEventListener("abort", leave, { once: true });
    });
  return {
    enter: async (signal) => {
      signal.throwIfAborted();
      if (underWay < width) {
        underWay += 1;
        return release;
      }
      return queue.size < maxWaiting ? waitForPlace(signal) : undefined;
    },
    waiting: () => queue.size,
    underWay: () => underWay,
  };
}
