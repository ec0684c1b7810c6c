import { randomUUID } from "node:crypto";
import { createClient } from "@redis/client";
import {
  createRedisBus,
  globalTelemetry,
  systemClock,
  type Clock,
  type EventBus,
  type PublishedEvent,
  type RedisBusOptions,
} from "#platform";

/** One node of a bus, with what it has applied. */
export interface OpenNode {
  readonly bus: EventBus;
  readonly applied: PublishedEvent[];
  readonly troubles: string[];
}

/** Nodes on one stream of their own in a real Redis. */
export interface OpenNodes extends AsyncDisposable {
  readonly namespace: string;
  readonly url: string;
  readonly open: (options?: Partial<RedisBusOptions>) => Promise<OpenNode>;
  /** Runs a command against the stream's Redis. */
  readonly redis: ReturnType<typeof createClient>;
  /** Takes the stream and everything about it away, as a Redis without a disk does that is started again. */
  readonly lose: () => Promise<void>;
}

/** The name of a suite that needs Redis, and whether it can run. */
export const withRedis = process.env.REDIS_URL === undefined ? { skip: true, why: " (needs REDIS_URL)" } : { skip: false, why: "" };

export async function openNodes(): Promise<OpenNodes> {
  const url = process.env.REDIS_URL ?? "";
  const namespace = `test-${randomUUID()}`;
  const redis = createClient({ url });
  await redis.connect();
  const buses: EventBus[] = [];
  const lose = async (): Promise<void> => {
    const keys = await redis.keys(`{${namespace}}:*`);
    if (keys.length > 0) await redis.del(keys);
  };
  return {
    namespace,
    url,
    redis: redis as OpenNodes["redis"],
    lose,
    open: async (options = {}) => {
      const troubles: string[] = [];
      const applied: PublishedEvent[] = [];
      const clock = options.clock ?? systemClock;
      const report = (trouble: string): void => void troubles.push(trouble);
      const bus = await createRedisBus({ url, namespace, telemetry: globalTelemetry(), report, ...options, clock });
      bus.onApply((event) => applied.push(event));
      buses.push(bus);
      return { bus, applied, troubles };
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(buses.map((bus) => bus.close()));
      await lose();
      redis.destroy();
    },
  };
}

/** A clock whose owner can be stopped: while it is, nothing that waits on it goes on. */
export interface StoppableClock extends Clock {
  readonly stop: () => void;
  readonly goOn: () => void;
}

export function stoppableClock(): StoppableClock {
  let stopped: PromiseWithResolvers<void> | undefined;
  return {
    now: systemClock.now,
    wait: async (ms, signal) => {
      await systemClock.wait(ms, signal);
      await stopped?.promise;
    },
    stop: () => {
      stopped ??= Promise.withResolvers();
    },
    goOn: () => {
      stopped?.resolve();
      stopped = undefined;
    },
  };
}
