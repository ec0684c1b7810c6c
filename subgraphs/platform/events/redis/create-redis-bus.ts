import { parseCursor } from "../cursor.js";
import type { EventBus } from "../event-bus.js";
import { createEventLog, type EventBusOptions } from "../event-log.js";
import { trimPayload } from "../trim-payload.js";
import { RedisNode, type StreamTrouble } from "./redis-node.js";

/** How the nodes of one bus find each other. */
export interface RedisBusOptions extends EventBusOptions {
  /** `redis://…` or `rediss://…`; Redis 7 or Valkey. */
  readonly url: string;
  /** Before every key; nodes that share it share their events. */
  readonly namespace: string;
  /** How long a node may be silent before the others go on without it, in milliseconds. */
  readonly leaseMs?: number | undefined;
  /** How long one answer of Redis is waited for, in milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds of a clock that never goes back; the process's own when absent. */
  readonly monotonicMs?: (() => number) | undefined;
  /** Told when this node loses the stream, has caught up with it, had to drop everything, or cannot apply what it reads. */
  readonly report?: ((trouble: StreamTrouble, error?: unknown) => void) | undefined;
}

/**
 * A bus for several nodes, on a Redis stream. What is published has been applied by every node that has a lease when `publish` resolves; a node
 * whose lease may have run out knows it first, and is not current. Waits a moment for Redis; without it the bus is there, not current, and
 * `publish` throws, until Redis is back.
 */
export async function createRedisBus(options: RedisBusOptions): Promise<EventBus> {
  const { leaseMs = 1000, timeoutMs = 1000, historyLimit = 10_000, monotonicMs = () => performance.now() } = options;
  const beginning = parseCursor("0-0");
  if (beginning === undefined) throw new TypeError("The beginning is a cursor.");
  const log = createEventLog({ ...options, isCurrent: () => node.isCurrent() }, beginning);
  const node: RedisNode = new RedisNode({
    ...options,
    report: options.report ?? (() => undefined),
    leaseMs,
    timeoutMs,
    historyLimit,
    monotonicMs,
    log,
  });
  await node.settle(timeoutMs * 2);
  return {
    publish: (events) => node.publish(events.map(trimPayload)),
    head: log.head,
    oldest: log.oldest,
    onApply: log.onApply,
    follow: log.follow,
    isCurrent: () => node.isCurrent(),
    close: async () => {
      await node.close();
      log.close();
    },
  };
}
