const remembered = 100;

/** How long the last answers took. */
export interface LatencyWindow {
  readonly add: (ms: number) => void;
  /** Median of the last 100 answers in milliseconds, `undefined` before the first. */
  readonly medianMs: () => number | undefined;
}

/** An empty window. */
export function createLatencyWindow(): LatencyWindow {
  const latencies: number[] = [];
  return {
    add: (ms) => {
      latencies.push(ms);
      if (latencies.length > remembered) latencies.shift();
    },
    medianMs: () => latencies.toSorted((left, right) => left - right)[Math.floor(latencies.length / 2)],
  };
}
