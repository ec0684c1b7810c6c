/** How many requests reached a simulator since it started or was last reset. */
export interface CallCounts {
  readonly total: number;
  readonly operations: Readonly<Record<string, number>>;
}

/** Counts every request by operation, reads too, so that a test can see whether calls were batched. */
export interface CallCounter {
  /** Called by the framework once a request; a route adds its own counts for the parts of a composite request. */
  readonly count: (operation: string) => void;
  readonly read: () => CallCounts;
  readonly reset: () => void;
}

/** A counter that starts at nothing. */
export function createCallCounter(): CallCounter {
  const counts = new Map<string, number>();
  return {
    count: (operation) => void counts.set(operation, (counts.get(operation) ?? 0) + 1),
    read: () => ({
      total: counts.values().reduce((sum, count) => sum + count, 0),
      operations: Object.fromEntries(counts),
    }),
    reset: () => counts.clear(),
  };
}
