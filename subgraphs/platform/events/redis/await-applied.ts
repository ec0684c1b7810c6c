import type { Clock } from "../../time/clock.js";
import { EventsNotPersisted } from "../errors.js";
import { hasReached, type StreamMark } from "./stream-mark.js";
import type { LiveNode, StreamStore } from "./stream-store.js";

/** How far the nodes are, as this one has heard. */
export interface Progress {
  readonly markOf: (node: string) => StreamMark | undefined;
  /** Resolves when some node has reported. */
  readonly next: () => Promise<void>;
}

/** What the waiting stands on. */
export interface AwaitAppliedOptions {
  readonly store: Pick<StreamStore, "status">;
  readonly progress: Progress;
  readonly leaseMs: number;
  readonly clock: Clock;
}

/**
 * Resolves when every one of the nodes has applied the stream up to the mark, or its lease has run out by Redis' clock: until then it believes
 * itself current. Throws `EventsNotPersisted` when the stream is lost meanwhile, or nobody can tell in time.
 */
export async function awaitApplied(mark: StreamMark, nodes: readonly LiveNode[], options: AwaitAppliedOptions): Promise<void> {
  const { store, progress, leaseMs, clock } = options;
  const pending = new Set(nodes.filter((one) => !hasReached(one.mark, mark)).map(({ node }) => node));
  const startedAt = clock.now();
  let askAt = startedAt + leaseMs / 2;
  for (;;) {
    for (const node of pending) if (hasReached(progress.markOf(node), mark)) pending.delete(node);
    if (pending.size === 0) return;
    if (clock.now() - startedAt > leaseMs * 6) throw new EventsNotPersisted({ reason: "not every node has confirmed them in time" });
    await anyOf(progress.next(), clock, Math.max(1, askAt - clock.now()));
    if (clock.now() < askAt) continue;
    askAt = clock.now() + leaseMs / 4;
    const status = await store.status().catch(() => undefined);
    if (status === undefined) continue;
    if (status.life !== mark.life) throw new EventsNotPersisted({ reason: "Redis has lost the stream" });
    const behind = new Set(status.live.filter((one) => !hasReached(one.mark, mark)).map(({ node }) => node));
    for (const node of pending) if (!behind.has(node)) pending.delete(node);
  }
}

async function anyOf(news: Promise<void>, clock: Clock, ms: number): Promise<void> {
  const done = new AbortController();
  await Promise.race([news, clock.wait(ms, done.signal).catch(() => undefined)]);
  done.abort();
}
