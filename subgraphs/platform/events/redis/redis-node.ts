import { randomUUID } from "node:crypto";
import type { Clock } from "../../time/clock.js";
import type { ChangeEvent } from "../change-event.js";
import { compareCursors, parseCursor, type Cursor } from "../cursor.js";
import { EventsNotPersisted } from "../errors.js";
import type { EventLog } from "../event-log.js";
import { awaitApplied, type Progress } from "./await-applied.js";
import { createLease } from "./lease.js";
import { readStream, type StreamReader } from "./read-stream.js";
import { writeEvent, type StreamEntry } from "./stream-entry.js";
import { hasReached, type StreamMark } from "./stream-mark.js";
import { within } from "./within.js";
import { openStreamStore, type LiveNode, type StreamStore, type StreamStoreOptions } from "./stream-store.js";

/** What happened to a node's connection to the stream. */
export type StreamTrouble = "lost" | "back" | "reset" | "broken";

/** What a node on the stream stands on. */
export interface RedisNodeOptions extends StreamStoreOptions {
  /** How long a node may be silent before the others go on without it, in milliseconds; it knows itself cut off a little earlier. */
  readonly leaseMs: number;
  /** Most entries of the stream, about. */
  readonly historyLimit: number;
  readonly log: EventLog;
  readonly clock: Clock;
  readonly monotonicMs: () => number;
  readonly report: (trouble: StreamTrouble, error?: unknown) => void;
}

/** Most events that are written in one step. */
const atOnce = 200;

/** One process on the stream: it reads and applies it, holds its lease while it keeps up, and publishes. */
export class RedisNode {
  readonly #options: RedisNodeOptions;
  readonly #name = randomUUID();
  readonly #store: StreamStore;
  readonly #lease: ReturnType<typeof createLease>;
  readonly #life = new AbortController();
  readonly #marks = new Map<string, StreamMark>();
  #reader: StreamReader | undefined;
  /** Where this node is. */
  #mark: StreamMark | undefined;
  #id = "0-0";
  /** Must be applied before what is kept can be trusted: what was published while publishers may not have waited for this node. */
  #target: StreamMark | undefined;
  /** The newest entry at the last renewal: whoever has not applied it by the next one does not keep up. */
  #expected: StreamMark | undefined;
  /** Up to here, events are of the time before this node. */
  #joinedAt: StreamMark | undefined;
  #isBroken = false;
  #isReporting = false;
  #wasCurrent = false;
  #news = Promise.withResolvers<void>();
  readonly #holding: Promise<void>;

  constructor(options: RedisNodeOptions) {
    this.#options = options;
    this.#lease = createLease(options);
    this.#store = openStreamStore(options, (live) => this.#hear(live));
    this.#holding = this.#hold();
  }

  isCurrent(): boolean {
    if (this.#life.signal.aborted || this.#isBroken) return false;
    return this.#target !== undefined && hasReached(this.#mark, this.#target) && this.#lease.isHeld();
  }

  async publish(events: readonly ChangeEvent[]): Promise<readonly Cursor[]> {
    if (this.#life.signal.aborted) throw new EventsNotPersisted({ reason: "the bus is closed" });
    const cursors: Cursor[] = [];
    let last: { readonly mark: StreamMark; readonly live: readonly LiveNode[] } | undefined;
    for (let at = 0; at < events.length; at += atOnce) {
      const written = await this.#write(events.slice(at, at + atOnce));
      last = written;
      cursors.push(...written.ids.map(cursorOf));
    }
    if (last !== undefined) await awaitApplied(last.mark, last.live, { ...this.#options, store: this.#store, progress: this.#progress });
    return cursors;
  }

  /** Resolves when this node is current, or the time is over. */
  async settle(ms: number): Promise<void> {
    const { clock } = this.#options;
    const until = clock.now() + ms;
    while (!this.isCurrent() && clock.now() < until) await clock.wait(5, this.#life.signal);
  }

  async close(): Promise<void> {
    if (this.#life.signal.aborted) return;
    this.#life.abort(new Error("the bus is closed"));
    await Promise.all([this.#reader?.close(), this.#holding, this.#store.leave(this.#name).catch(() => undefined)]);
    this.#store.close();
  }

  readonly #progress: Progress = { markOf: (node) => this.#marks.get(node), next: () => this.#news.promise };

  async #write(events: readonly ChangeEvent[]) {
    try {
      return await this.#store.publish(events.map(writeEvent), this.#options.historyLimit, this.#beginning());
    } catch (cause) {
      throw new EventsNotPersisted({ reason: "Redis cannot be asked" }, { cause });
    }
  }

  // A new life must not number its entries lower than those that were applied.
  #beginning() {
    return { life: randomUUID(), floorMs: Number.parseInt(this.#options.log.head(), 10) };
  }

  async #hold(): Promise<void> {
    const { clock, leaseMs } = this.#options;
    const { signal } = this.#life;
    await within(this.#store.connected, this.#options.timeoutMs).catch(() => undefined);
    while (!signal.aborted) {
      await this.#renew();
      this.#notice();
      await clock.wait(leaseMs / 3, signal).catch(() => undefined);
    }
  }

  async #renew(): Promise<void> {
    if (this.#isBroken) return;
    if (this.#expected !== undefined && !hasReached(this.#mark, this.#expected)) return this.#lookForNewLife(this.#expected);
    const renewal = this.#lease.begin();
    try {
      const { session } = renewal;
      const asked = { node: this.#name, session, leaseMs: this.#options.leaseMs, mark: this.#mark };
      const { continues, newest, newestId } = await this.#store.renew(asked, this.#beginning());
      if (!continues || this.#target?.life !== newest.life) this.#target = newest;
      this.#expected = newest;
      if (compareCursors(cursorOf(newestId), cursorOf(this.#id)) < 0) this.#id = "0-0";
      renewal.succeeded();
      this.#joinedAt ??= newest;
      this.#reader ??= this.#startReading();
    } catch {
      renewal.failed();
    }
  }

  // What it waits for can be gone for good: then there is nothing to wait for.
  async #lookForNewLife(expected: StreamMark): Promise<void> {
    const status = await this.#store.status().catch(() => undefined);
    if (status !== undefined && status.life !== expected.life) this.#expected = undefined;
  }

  #startReading(): StreamReader {
    const { url, namespace, timeoutMs, leaseMs, clock } = this.#options;
    return readStream({
      url,
      namespace,
      timeoutMs,
      blockMs: leaseMs,
      clock,
      from: () => this.#id,
      take: (id, entry) => this.#accept(id, entry),
      taken: () => this.#tell(),
    });
  }

  #accept(id: string, entry: StreamEntry | undefined): void {
    if (this.#life.signal.aborted) return;
    this.#id = id;
    const before = this.#mark;
    this.#mark = entry?.mark;
    if (entry === undefined || this.#isBroken) return;
    try {
      this.#apply(entry, before);
    } catch (error) {
      this.#isBroken = true;
      this.#options.report("broken", error);
    }
  }

  #apply({ cursor, mark, event }: StreamEntry, before: StreamMark | undefined): void {
    const { log } = this.#options;
    const isNext = before?.life === mark.life && before.count + 1 === mark.count;
    if (!isNext) {
      if (before !== undefined) this.#options.report("reset");
      return log.startAnew(cursor);
    }
    if (event === undefined) return;
    if (this.#joinedAt !== undefined && hasReached(this.#joinedAt, mark)) log.recall({ ...event, cursor });
    else log.take({ ...event, cursor });
  }

  #tell(): void {
    this.#notice();
    if (this.#mark === undefined) return;
    this.#hear({ node: this.#name, mark: this.#mark });
    if (!this.#isReporting) void this.#report();
  }

  // One report at a time: what is applied meanwhile goes with the next.
  async #report(): Promise<void> {
    this.#isReporting = true;
    let told: StreamMark | undefined;
    while (told !== this.#mark && !this.#life.signal.aborted) {
      told = this.#mark;
      await this.#store.report({ node: this.#name, mark: told }).catch(() => undefined);
    }
    this.#isReporting = false;
  }

  #hear({ node, mark }: LiveNode): void {
    if (mark === undefined) return;
    // Those heard of longest ago are forgotten first; a live one reports again.
    this.#marks.delete(node);
    this.#marks.set(node, mark);
    for (const known of this.#marks.keys()) {
      if (this.#marks.size <= 1000) break;
      this.#marks.delete(known);
    }
    this.#news.resolve();
    this.#news = Promise.withResolvers<void>();
  }

  #notice(): void {
    const isCurrent = this.isCurrent();
    if (isCurrent !== this.#wasCurrent && !this.#life.signal.aborted) this.#options.report(isCurrent ? "back" : "lost");
    this.#wasCurrent = isCurrent;
  }
}

function cursorOf(id: string): Cursor {
  const cursor = parseCursor(id);
  if (cursor === undefined) throw new TypeError(`Redis numbered an entry "${id}".`);
  return cursor;
}
