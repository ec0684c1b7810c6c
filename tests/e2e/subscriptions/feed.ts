/** A source of events that a test drives by hand, and that tells how its readers came and went. */
export interface Feed<Event> {
  /** How many readers began, and how many were ended; both only grow. */
  readonly counts: { opened: number; ended: number };
  readonly open: () => AsyncIterableIterator<Event>;
  /** Hands an event to every reader. */
  readonly publish: (event: Event) => void;
  /** Ends every reader's stream, with an error if one is given. */
  readonly finish: (error?: Error) => void;
}

interface Reader<Event> {
  readonly events: Event[];
  wake: (() => void) | undefined;
  finished: { readonly error?: Error | undefined } | undefined;
}

export function createFeed<Event>(): Feed<Event> {
  const readers = new Set<Reader<Event>>();
  const counts = { opened: 0, ended: 0 };
  const end = (reader: Reader<Event>): void => {
    readers.delete(reader);
    reader.finished ??= {};
    reader.wake?.();
  };
  return {
    counts,
    publish: (event) => {
      for (const reader of readers) {
        reader.events.push(event);
        reader.wake?.();
      }
    },
    finish: (error) => {
      for (const reader of readers) {
        reader.finished = { error };
        end(reader);
      }
    },
    open: () => {
      const reader: Reader<Event> = { events: [], wake: undefined, finished: undefined };
      readers.add(reader);
      counts.opened += 1;
      return {
        next: async () => {
          while (reader.events.length === 0 && !reader.finished) await new Promise<void>((resolve) => (reader.wake = resolve));
          const event = reader.events.shift();
          if (event !== undefined) return { done: false, value: event };
          if (reader.finished?.error) throw reader.finished.error;
          return { done: true, value: undefined };
        },
        return: () => {
          counts.ended += 1;
          end(reader);
          return Promise.resolve({ done: true, value: undefined });
        },
        [Symbol.asyncIterator]() {
          return this;
        },
      };
    },
  };
}
