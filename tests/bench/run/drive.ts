/** What a client saw. */
export interface Driven {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds of each request, sorted. */
  readonly latencies: readonly number[];
}

/** How long and how wide to drive. */
export interface Load {
  readonly connections: number;
  readonly durationMs: number;
  /** At least so many requests, if they do not take longer than `mostMs`. */
  readonly leastRequests: number;
  readonly mostMs: number;
  /** So many requests and no more, instead of a time. */
  readonly exactly?: number | undefined;
}

/** Has a number of clients send, each waiting for its answer before it sends the next, until the load is done. */
export async function drive(send: () => Promise<void>, load: Load): Promise<Driven> {
  const latencies: number[] = [];
  const startedAt = performance.now();
  let sent = 0;
  const client = async (): Promise<void> => {
    while (goesOn(load, sent, performance.now() - startedAt)) {
      sent += 1;
      const from = performance.now();
      await send();
      latencies.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: load.connections }, client));
  const seconds = (performance.now() - startedAt) / 1000;
  return { requests: latencies.length, seconds, latencies: latencies.toSorted((a, b) => a - b) };
}

function goesOn({ durationMs, leastRequests, mostMs, exactly }: Load, sent: number, elapsedMs: number): boolean {
  if (elapsedMs >= mostMs) return false;
  return exactly === undefined ? elapsedMs < durationMs || sent < leastRequests : sent < exactly;
}
