import { compareCursors, type Clock, type Cursor } from "#platform";
import { SubscriptionOverrun } from "../../engine/index.js";
import type { OutgoingEvent } from "./outgoing-event.js";
import type { StreamInstruments } from "./stream-instruments.js";

/** The way to one client, as a door has it. */
export interface Outlet {
  /** Whether the connection still has so much to send that nothing should be added. The door calls `resume` when it has room again. */
  readonly isBlocked: () => boolean;
  /** Puts an event on its way. */
  readonly send: (event: OutgoingEvent) => void;
  /** Ends the connection of a client that has not read for too long. */
  readonly giveUp: () => void;
}

/** What subscribers stand on. */
export interface SubscriberGround {
  /** Most events that wait for one reader. */
  readonly maxWaiting: number;
  /** How long a reader may take nothing while events wait for it, in milliseconds. */
  readonly maxBlockedMs: number;
  readonly clock: Clock;
  readonly instruments: StreamInstruments;
}

/** The stream that a subscriber is on at the moment. */
export interface SubscriberOwner {
  readonly onLeave: (subscriber: Subscriber) => void;
  /** The reader takes events again. */
  readonly onRoom: () => void;
}

/**
 * One client's subscription. An event goes straight to the connection; while that is blocked, the newest event of each key waits, within a
 * bound. So a slow reader costs a bounded memory, and nobody waits for it. A class, because there are very many.
 */
export class Subscriber {
  /** Resolves when the last event is on its way; rejects with what the stream failed with. */
  readonly ended: Promise<void>;
  owner: SubscriberOwner | undefined;
  readonly #outlet: Outlet;
  readonly #ground: SubscriberGround;
  #waiting: Map<string | number, OutgoingEvent> | undefined;
  #unkeyed = 0;
  #after: Cursor | undefined;
  #finished: { readonly error?: unknown } | undefined;
  #isOver = false;
  #hasProgressed = false;
  #patience: AbortController | undefined;
  #resolve: () => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;

  constructor(outlet: Outlet, ground: SubscriberGround) {
    this.#outlet = outlet;
    this.#ground = ground;
    this.ended = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // A door that has left does not ask how it ended.
    this.ended.catch(() => undefined);
    ground.instruments.subscriptions += 1;
  }

  /** Whether events wait for the reader. */
  get isBehind(): boolean {
    return this.#waiting !== undefined && this.#waiting.size > 0;
  }

  /** Tells the client nothing up to this cursor: it has been told. */
  skipUntil(cursor: Cursor): void {
    this.#after = cursor;
  }

  /** Hands an event over. */
  offer(event: OutgoingEvent): void {
    if (this.#isOver || this.#isTold(event)) return;
    if (!this.isBehind && !this.#outlet.isBlocked()) return this.#send(event);
    this.#keep(event);
  }

  /** The connection has room again. */
  resume(): void {
    if (this.#waiting === undefined || this.#isOver) return;
    for (const [key, event] of this.#waiting) {
      if (this.#outlet.isBlocked()) return;
      this.#waiting.delete(key);
      this.#send(event);
    }
    this.#caughtUp();
    if (this.#finished) this.#settle();
    else this.owner?.onRoom();
  }

  /** The stream has ended: the client is told after what waits for it. */
  finish(error?: unknown): void {
    this.#finished ??= { error };
    if (!this.isBehind) this.#settle();
  }

  /** The client wants no more. */
  leave(): void {
    this.#finished ??= {};
    this.#settle();
  }

  #send(event: OutgoingEvent): void {
    this.#hasProgressed = true;
    this.#ground.instruments.sent += 1;
    this.#outlet.send(event);
  }

  // An event is only ever followed by later ones: once one has passed, the rest will.
  #isTold({ place }: OutgoingEvent): boolean {
    if (this.#after === undefined || place === undefined) return false;
    if (compareCursors(place.cursor, this.#after) <= 0) return true;
    this.#after = undefined;
    return false;
  }

  // The newer event goes to the end: what a client resumes after may not be ahead of what still waits.
  #keep(event: OutgoingEvent): void {
    const waiting = (this.#waiting ??= new Map());
    const key = event.place?.key ?? (this.#unkeyed += 1);
    if (waiting.delete(key)) this.#ground.instruments.coalesced += 1;
    waiting.set(key, event);
    if (waiting.size > this.#ground.maxWaiting) return this.#overrun();
    if (this.#patience === undefined) void this.#giveUpWhenStuck();
  }

  #overrun(): void {
    this.#ground.instruments.givenUp += 1;
    this.#finished = { error: new SubscriptionOverrun({ limit: this.#ground.maxWaiting }) };
    this.#settle();
  }

  async #giveUpWhenStuck(): Promise<void> {
    const { clock, maxBlockedMs } = this.#ground;
    const { signal } = (this.#patience = new AbortController());
    try {
      do {
        this.#hasProgressed = false;
        await clock.wait(maxBlockedMs, signal);
      } while (this.#hasProgressed);
    } catch {
      return;
    }
    this.#ground.instruments.givenUp += 1;
    this.leave();
    this.#outlet.giveUp();
  }

  #caughtUp(): void {
    this.#waiting = undefined;
    this.#patience?.abort();
    this.#patience = undefined;
  }

  #settle(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#caughtUp();
    this.#ground.instruments.subscriptions -= 1;
    const { error } = this.#finished ?? {};
    if (error === undefined) this.#resolve();
    else this.#reject(error);
    this.owner?.onLeave(this);
    this.owner = undefined;
  }
}
