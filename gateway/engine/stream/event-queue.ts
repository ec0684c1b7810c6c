import { eventStream, type EventStream } from "./event-stream.js";

/** What pushes into a queue. */
export interface EventQueue<Event> {
  /** Hands over an event; `false` when the queue has ended or overruns, and nothing more is wanted. */
  readonly push: (event: Event) => boolean;
  /** Ends the stream after the events that wait; with an error, it fails then. */
  readonly close: (error?: Error) => void;
  readonly stream: EventStream<Event>;
}

/** How a queue is kept. */
export interface EventQueueOptions {
  /** Most events that wait for the reader. */
  readonly limit: number;
  /** Makes the error of a reader that is too slow. */
  readonly overrun: () => Error;
  /** Lets go of what pushes. Called once. */
  readonly end: () => void;
}

/** Joins a side that pushes to one that pulls, within a bound: a reader that falls behind fails rather than fill the memory. */
export function eventQueue<Event>({ limit, overrun, end }: EventQueueOptions): EventQueue<Event> {
  const events: Event[] = [];
  let closed: { readonly error?: Error | undefined } | undefined;
  let wake: (() => void) | undefined;
  const close = (error?: Error): void => {
    closed ??= { error };
    wake?.();
  };
  const pull = async (): Promise<IteratorResult<Event>> => {
    while (events.length === 0 && closed === undefined) await new Promise<void>((resolve) => (wake = resolve));
    const [event] = events.splice(0, 1);
    if (event !== undefined) return { done: false, value: event };
    if (closed?.error) throw closed.error;
    return { done: true, value: undefined };
  };
  const stream = eventStream<Event>({
    pull,
    end: () => {
      events.length = 0;
      close();
      end();
    },
  });
  return {
    push: (event) => {
      if (closed !== undefined) return false;
      if (events.length >= limit) {
        events.length = 0;
        close(overrun());
        return false;
      }
      events.push(event);
      wake?.();
      return true;
    },
    close,
    stream,
  };
}
