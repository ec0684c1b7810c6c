/** How many webhooks are kept and not applied yet, as far as this process knows. */
export interface Backlog {
  readonly size: () => number;
  readonly isFull: () => boolean;
  readonly add: (count: number) => void;
  /** Sets what was counted in the database. */
  readonly set: (count: number) => void;
}

/** An empty backlog that holds `limit`. */
export function createBacklog(limit: number): Backlog {
  let size = 0;
  return {
    size: () => size,
    isFull: () => size >= limit,
    add: (count) => {
      size = Math.max(0, size + count);
    },
    set: (count) => {
      size = count;
    },
  };
}
