/** A document that was put or deleted. */
export interface StoredChange {
  readonly collection: string;
  readonly id: string;
}

/** Tells listeners of changes when they are kept. */
export interface Watch {
  readonly add: (listener: (changed: StoredChange) => void) => void;
  /** Tells of a change at once, or with the transaction that is open. */
  readonly note: (changed: StoredChange, isWithin: boolean) => void;
  /** Runs a transaction and tells of what it changed, each document once; of nothing when it throws. */
  readonly telling: <T>(write: () => T) => T;
  /** Runs a filling, of which nobody is told. */
  readonly silently: (write: () => void) => void;
}

/** A watch without listeners. */
export function createWatch(): Watch {
  const listeners: ((changed: StoredChange) => void)[] = [];
  const waiting = new Map<string, StoredChange>();
  const tell = (changed: StoredChange): void => listeners.forEach((listener) => listener(changed));
  return {
    add: (listener) => listeners.push(listener),
    note: (changed, isWithin) => {
      if (listeners.length === 0) return;
      if (isWithin) waiting.set(JSON.stringify([changed.collection, changed.id]), changed);
      else tell(changed);
    },
    telling: (write) => {
      try {
        const result = write();
        const changes = [...waiting.values()];
        waiting.clear();
        changes.forEach(tell);
        return result;
      } finally {
        waiting.clear();
      }
    },
    silently: (write) => {
      write();
      waiting.clear();
    },
  };
}
