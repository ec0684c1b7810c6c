import type { PublishedEvent } from "../events/change-event.js";
import { createHash } from "node:crypto";
import { parseCursor, type Cursor } from "../events/cursor.js";
import { EventsMissed } from "../events/errors.js";
import type { EventBus } from "../events/event-bus.js";
import { placed } from "../events/event-place.js";
import { ANY } from "../events/everything-changed.js";
import type { Clock } from "../time/clock.js";
import { eventStream, type EventStream } from "./event-stream.js";
import { createOutstandingTellings, type Outstanding, type OutstandingTellings, type Progress, type TellingKind } from "./outstanding.js";

/** The state of a subject, as a subscriber is told of it. */
export interface ToldState<State> extends Progress {
  readonly kind: TellingKind;
  readonly subject: string;
  /** `undefined` when the system does not know the subject. */
  readonly state: State | undefined;
  /** What kept the state from being read; it is told as soon as it can be. */
  readonly failure?: unknown;
}

/** What is told, and how it is read. */
export interface StateStreamOptions<State> {
  readonly bus: EventBus;
  readonly clock: Clock;
  /** The events that concern the subscriber: of one system, of one type. */
  readonly system: string;
  readonly type: string;
  readonly subjects: readonly string[];
  /** What the subscriber was told of already. */
  readonly after?: Cursor | undefined;
  /** Reads a subject's state of a time after the cursor. */
  readonly read: (subject: string, since: Cursor) => Promise<State | undefined>;
  /** The state as an event tells it; `undefined` when it has to be read, as it has always when this is absent. */
  readonly stateOf?: ((event: PublishedEvent) => Promise<State | undefined> | undefined) | undefined;
  /** Whether a subscriber who was told of the one need not be told of the other. */
  readonly isSame: (one: State | undefined, other: State | undefined) => boolean;
  /** What of a state `isSame` looks at, as JSON: so that streams which have told the same can be shared. */
  readonly essence?: ((state: State | undefined) => unknown) | undefined;
  /** Called for each change that a newer one made superfluous before it was told. */
  readonly coalesced: () => void;
}

const firstRetryMs = 1000;
const lastRetryMs = 30_000;

/**
 * The state of each subject, then its changes. The place in the history is taken before a state is read, so that nothing is lost between; what
 * cannot be resumed, because the history does not go back to `after`, starts with the states again. A subscriber who is slow is told the newest
 * state of each subject and nothing else; one who was told a state is not told it again. A state that cannot be read is told as a failure once,
 * then tried again with growing pauses.
 */
export function stateStream<State>(options: StateStreamOptions<State>): EventStream<ToldState<State>> {
  const teller = new StateTeller(options);
  return eventStream({ pull: () => teller.next(), end: () => teller.end() });
}

/** What one subscriber was told, and has to be told. A class, because there are very many. */
class StateTeller<State> {
  readonly #options: StateStreamOptions<State>;
  readonly #outstanding: OutstandingTellings;
  readonly #told = new Map<string, { readonly state: State | undefined }>();
  readonly #failures = new Map<string, number>();
  readonly #life = new AbortController();
  #follower: AsyncIterableIterator<PublishedEvent>;
  #over: { readonly error?: unknown } | undefined;
  #wake: (() => void) | undefined;

  constructor(options: StateStreamOptions<State>) {
    const { after, bus } = options;
    this.#options = options;
    const resumed = after && bus.follow({ ...followingOf(options), after });
    this.#outstanding = createOutstandingTellings(resumed !== undefined && after !== undefined ? after : beginning());
    this.#follower = resumed ?? this.#startAnew();
    void this.#listen();
  }

  async next(): Promise<IteratorResult<ToldState<State>>> {
    for (;;) {
      const [subject, telling] = this.#outstanding.take() ?? [];
      if (subject !== undefined && telling !== undefined) {
        const told = await this.#tell(subject, telling);
        if (told !== undefined) return { done: false, value: told };
      } else if (this.#over !== undefined) {
        if ("error" in this.#over) throw this.#over.error;
        return { done: true, value: undefined };
      } else {
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    }
  }

  async end(): Promise<void> {
    this.#life.abort(new Error("the subscription has ended"));
    this.#over ??= {};
    this.#wake?.();
    await this.#follower.return?.();
  }

  // Takes events as they come, whatever the pace of the subscriber: what waits is bounded by the number of subjects.
  async #listen(): Promise<void> {
    try {
      for await (const event of this.#follower) this.#heed(event);
      this.#over ??= {};
    } catch (error) {
      if (error instanceof EventsMissed) {
        this.#follower = this.#startAnew();
        void this.#listen();
      } else this.#over ??= { error };
    }
    this.#wake?.();
  }

  #startAnew(): AsyncIterableIterator<PublishedEvent> {
    const { bus } = this.#options;
    this.#noteAll(bus.head());
    const following = bus.follow(followingOf(this.#options));
    if (following === undefined) throw new TypeError("A bus can always be followed from now on.");
    return following;
  }

  #heed(event: PublishedEvent): void {
    if (event.system !== this.#options.system && event.system !== ANY) return;
    if (event.subject === ANY) this.#noteAll(event.cursor);
    else this.#note(event.subject, { kind: "CHANGE", cursor: event.cursor, event });
    this.#wake?.();
  }

  #noteAll(cursor: Cursor): void {
    for (const subject of this.#options.subjects) this.#note(subject, { kind: "SNAPSHOT", cursor });
  }

  #note(subject: string, next: Outstanding): void {
    if (this.#outstanding.note(subject, next)) this.#options.coalesced();
  }

  async #tell(subject: string, telling: Outstanding): Promise<ToldState<State> | undefined> {
    const { read, stateOf, isSame } = this.#options;
    let state: State | undefined;
    try {
      state = (telling.event && (await stateOf?.(telling.event))) ?? (await read(subject, telling.cursor));
    } catch (failure) {
      return this.#failed(subject, telling, failure);
    }
    const hadFailed = this.#failures.delete(subject);
    const progress = this.#outstanding.settled(telling);
    const known = this.#told.get(subject);
    this.#told.set(subject, { state });
    if (known !== undefined && !hadFailed && isSame(known.state, state)) return undefined;
    return this.#placed({ kind: telling.kind, subject, state, ...progress });
  }

  // Said once; then it is tried until it works, or until a newer change comes.
  #failed(subject: string, telling: Outstanding, failure: unknown): ToldState<State> | undefined {
    const times = this.#failures.get(subject) ?? 0;
    this.#failures.set(subject, times + 1);
    const release = (): void => {
      this.#outstanding.release(subject);
      this.#wake?.();
    };
    const progress = this.#outstanding.hold(subject, telling);
    const pauseMs = Math.min(lastRetryMs, firstRetryMs * 2 ** times);
    this.#options.clock.wait(pauseMs, this.#life.signal).then(release, () => undefined);
    return times > 0 ? undefined : this.#placed({ kind: telling.kind, subject, state: undefined, failure, ...progress });
  }

  #placed(told: ToldState<State>): ToldState<State> {
    const { cursor, place, subject, state, failure } = told;
    const essence = failure === undefined ? this.#options.essence?.(state) : "not read";
    const name = essence === undefined ? undefined : createHash("sha1").update(JSON.stringify(essence)).digest("base64");
    return placed(told, { cursor: place, key: subject, isCaughtUp: cursor === place, state: name });
  }
}

function followingOf({ type, subjects }: Pick<StateStreamOptions<unknown>, "type" | "subjects">) {
  return { types: [type], subjects };
}

// Older than every history: whoever comes back with it gets a snapshot.
function beginning(): Cursor {
  const cursor = parseCursor("0-0");
  if (cursor === undefined) throw new TypeError("The beginning is a cursor.");
  return cursor;
}
