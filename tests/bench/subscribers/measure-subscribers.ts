import { setTimeout as pause } from "node:timers/promises";
import { rawSubscriber, type RawSubscriber } from "#bench/subscribers/raw-subscriber";
import type { BenchServer } from "#bench/subscribers/start-server";

/** What one server did. */
export interface SubscriberFigures {
  /** Events that reached readers, a second, while events were on their way. */
  readonly messagesPerSecond: number;
  /** From publishing to one reader, in milliseconds. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly serverCpuMsPerEvent: number;
  readonly heapBytesPerSubscriber: number;
  readonly rssBytesPerSubscriber: number;
}

/** The same with its name. */
export interface SubscriberRow extends SubscriberFigures {
  readonly name: string;
}

/** How much is asked. */
export interface SubscriberLoad {
  readonly subscribers: number;
  readonly events: number;
  /** Share of the subscribers that stop reading. */
  readonly slowShare: number;
}

const connectAtOnce = 200;
const openWithinMs = 120_000;
const eventWithinMs = 60_000;

/** Connects the subscribers, then publishes one event after the other, each when the one before has reached every reader. */
export async function measureSubscribers(
  server: BenchServer,
  { subscribers, events, slowShare }: SubscriberLoad,
): Promise<SubscriberFigures> {
  const idle = await server.use();
  const latencies: number[] = [];
  let [publishedAt, missing] = [0, 0];
  let arrived = Promise.withResolvers<void>();
  const told = (): void => {
    latencies.push(performance.now() - publishedAt);
    missing -= 1;
    if (missing === 0) arrived.resolve();
  };
  const clients: RawSubscriber[] = [];
  while (clients.length < subscribers) {
    const next = Math.min(connectAtOnce, subscribers - clients.length);
    clients.push(...(await Promise.all(Array.from({ length: next }, () => rawSubscriber(server.port, told)))));
  }
  await untilOpen(server, subscribers);
  const connected = await server.use();
  const slow = clients.slice(0, Math.floor(subscribers * slowShare));
  for (const client of slow) client.pause();
  let busyMs = 0;
  for (let event = 0; event < events; event += 1) {
    arrived = Promise.withResolvers();
    missing = subscribers - slow.length;
    publishedAt = performance.now();
    server.publish();
    await Promise.race([arrived.promise, tooLate(() => missing)]);
    busyMs += performance.now() - publishedAt;
  }
  const after = await server.use();
  for (const client of clients) client.close();
  const sorted = latencies.toSorted((a, b) => a - b);
  return {
    messagesPerSecond: (latencies.length / busyMs) * 1000,
    p50Ms: sorted[Math.floor(sorted.length * 0.5)] ?? 0,
    p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
    serverCpuMsPerEvent: (after.cpuMs - connected.cpuMs) / events,
    heapBytesPerSubscriber: (connected.heapBytes - idle.heapBytes) / subscribers,
    rssBytesPerSubscriber: (connected.rssBytes - idle.rssBytes) / subscribers,
  };
}

async function tooLate(missing: () => number): Promise<void> {
  await pause(eventWithinMs, undefined, { ref: false });
  throw new Error(`${missing()} readers were not told in time.`);
}

async function untilOpen(server: BenchServer, subscribers: number): Promise<void> {
  const until = performance.now() + openWithinMs;
  while ((await server.opened()) < subscribers) {
    if (performance.now() > until) throw new Error("Not every subscription was opened in time.");
    await pause(100);
  }
}
