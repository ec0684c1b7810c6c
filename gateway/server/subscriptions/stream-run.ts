import { setImmediate } from "node:timers/promises";
import { compareCursors, type Cursor } from "#platform";
import { isEventStream, type EventStream, type OperationAnswer, type SubscriptionEvent } from "../../engine/index.js";
import type { OutgoingEvent } from "./outgoing-event.js";
import type { Subscriber, SubscriberOwner } from "./subscriber.js";

/** What a run is made of. */
export interface RunParts {
  /** Opens the stream, until the signal aborts. */
  readonly open: (signal: AbortSignal) => Promise<EventStream<SubscriptionEvent> | OperationAnswer>;
  readonly outgoing: (event: SubscriptionEvent) => OutgoingEvent;
  /** Called after each event has been handed to all subscribers. */
  readonly onTold: (run: StreamRun) => void;
  /** Called once, when the stream has ended or nobody is left. */
  readonly onOver: (run: StreamRun) => void;
}

/** How many clients are served before others get their turn. */
const turn = 250;

/** One stream and those who subscribe to it: an event is completed, formatted and serialised once, then handed to each. */
export class StreamRun implements SubscriberOwner {
  /** `undefined` once the stream is open; else the answer that says why there is none. */
  readonly opened: Promise<OperationAnswer | undefined>;
  readonly subscribers = new Set<Subscriber>();
  /** Whether an event has come: who joins from now on has missed something. */
  hasBegun = false;
  /** Whether everything up to `told` has been told: not so within a snapshot, the opening one or a later one. */
  isCaughtUp = false;
  /** The greatest cursor that has been told. */
  told: Cursor | undefined;
  isOver = false;
  /** The states that have been told, by key, of a stream that tells states; at most as many as it has keys. */
  readonly #states = new Map<string, string>();
  readonly #parts: RunParts;
  readonly #life = new AbortController();
  #stream: EventStream<SubscriptionEvent> | undefined;
  #served = 0;
  #wake: () => void = () => undefined;

  constructor(parts: RunParts) {
    this.#parts = parts;
    this.opened = this.#open();
  }

  add(subscriber: Subscriber): void {
    subscriber.owner = this;
    this.subscribers.add(subscriber);
    this.#wake();
  }

  /** Hands all subscribers to a run that this one fits; this one ends. */
  mergeInto(other: StreamRun): void {
    for (const subscriber of this.subscribers) {
      if (this.told !== undefined && this.#states.size === 0) subscriber.skipUntil(this.told);
      other.add(subscriber);
    }
    this.subscribers.clear();
    this.#end();
  }

  /** Whether everybody here would miss nothing on the other run. */
  fits(other: StreamRun): boolean {
    if (other.isOver || !this.isCaughtUp || !other.isCaughtUp || this.told === undefined || other.told === undefined) return false;
    // Streams of states leave out what is the same as before: whoever was told other states would not be told again.
    if (this.#states.size > 0 || other.#states.size > 0) return this.#hasToldTheSame(other);
    return compareCursors(this.told, other.told) >= 0;
  }

  #hasToldTheSame(other: StreamRun): boolean {
    if (this.#states.size !== other.#states.size) return false;
    for (const [key, state] of this.#states) if (other.#states.get(key) !== state) return false;
    return true;
  }

  onLeave(subscriber: Subscriber): void {
    this.subscribers.delete(subscriber);
    if (this.subscribers.size === 0) this.#end();
    else this.#wake();
  }

  onRoom(): void {
    this.#wake();
  }

  async #open(): Promise<OperationAnswer | undefined> {
    try {
      const opened = await this.#parts.open(this.#life.signal);
      if (!isEventStream(opened)) {
        this.#end();
        return opened;
      }
      this.#stream = opened;
      if (this.isOver) await opened.return();
      else void this.#pump(opened);
      return undefined;
    } catch (error) {
      this.#end();
      throw error;
    }
  }

  async #pump(stream: EventStream<SubscriptionEvent>): Promise<void> {
    try {
      for await (const event of stream) {
        await this.#tell(event);
        await this.#somebodyReads();
      }
      this.#finish();
    } catch (error) {
      this.#finish(error);
    }
  }

  async #tell(event: SubscriptionEvent): Promise<void> {
    const { place } = event;
    this.hasBegun = true;
    if (place !== undefined) this.told = place.cursor;
    if (place?.state !== undefined && place.key !== undefined) this.#states.set(place.key, place.state);
    const outgoing = this.#parts.outgoing(event);
    // Those who move here meanwhile have been told of this event.
    for (const subscriber of [...this.subscribers]) {
      subscriber.offer(outgoing);
      this.#served += 1;
      if (this.#served % turn === 0) await setImmediate();
    }
    if (place !== undefined) this.isCaughtUp = place.isCaughtUp;
    this.#parts.onTold(this);
  }

  // The next event is not asked for while nobody could take it.
  async #somebodyReads(): Promise<void> {
    while (!this.isOver && this.subscribers.size > 0 && this.#areAllBehind()) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  #areAllBehind(): boolean {
    for (const { isBehind } of this.subscribers) if (!isBehind) return false;
    return true;
  }

  #finish(error?: unknown): void {
    for (const subscriber of this.subscribers) subscriber.finish(error);
    this.#end();
  }

  #end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.#life.abort(new Error("nobody subscribes any more"));
    this.#parts.onOver(this);
    this.#wake();
    // What it fails with while it ends is the stream's own business; its subscribers have gone.
    this.#stream?.return().catch(() => undefined);
  }
}
