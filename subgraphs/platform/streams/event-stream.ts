/** Events that are pulled one by one. `return` ends the stream at once, also while a `next` waits. */
export interface EventStream<Event> extends AsyncIterableIterator<Event> {
  readonly return: () => Promise<IteratorResult<Event>>;
}

/** What a stream is made of. */
export interface EventStreamParts<Event> {
  /** Gives the next event. Asked for one at a time. */
  readonly pull: () => Promise<IteratorResult<Event>>;
  /** Lets go of what feeds the stream. Called once: when the stream is done, fails, or is ended by its reader. */
  readonly end: () => Promise<void> | void;
}

/**
 * A stream whose end is certain: an async generator cannot be ended while it waits for its next event, so a subscription without events
 * would hold its upstream for ever.
 */
export function eventStream<Event>({ pull, end }: EventStreamParts<Event>): EventStream<Event> {
  const done: IteratorReturnResult<undefined> = { done: true, value: undefined };
  const waiting = new Set<() => void>();
  let ending: Promise<void> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const finish = (): Promise<void> => {
    ending ??= Promise.resolve(end());
    for (const release of waiting) release();
    return ending;
  };
  const step = async (release: () => void): Promise<IteratorResult<Event>> => {
    if (ending !== undefined) return done;
    try {
      const result = await pull();
      if (result.done === true) await finish();
      return result;
    } catch (error) {
      // This reader is told of the failure, not that the stream is done.
      waiting.delete(release);
      await finish();
      throw error;
    }
  };
  const stream: EventStream<Event> = {
    next: () =>
      new Promise((resolve, reject) => {
        if (ending !== undefined) return resolve(done);
        const release = (): void => resolve(done);
        waiting.add(release);
        const mine = last.then(() => step(release)).finally(() => waiting.delete(release));
        last = mine.catch(() => undefined);
        mine.then(resolve, reject);
      }),
    return: async () => {
      await finish();
      return done;
    },
    [Symbol.asyncIterator]: () => stream,
  };
  return stream;
}

/** Whether an answer comes as a stream. */
export function isEventStream<Event>(answer: EventStream<Event> | object): answer is EventStream<Event> {
  return Symbol.asyncIterator in answer;
}
