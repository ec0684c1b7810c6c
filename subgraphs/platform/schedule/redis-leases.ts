import { randomUUID } from "node:crypto";
import type { createClient } from "@redis/client";
import type { Clock } from "../time/clock.js";
import type { Lease, Leases } from "./lease.js";

/** What leases on Redis need. */
export interface RedisLeasesOptions {
  /** A connected client; it stays the caller's. */
  readonly redis: Pick<ReturnType<typeof createClient>, "set" | "eval">;
  /** Begins every key, so that several gateways may share one Redis. */
  readonly namespace: string;
  /** How long a lease lasts when it is not renewed, in milliseconds. */
  readonly ttlMs: number;
  readonly clock: Clock;
}

const renewScript = `if redis.call("get", KEYS[1]) == ARGV[1] then return redis.call("pexpire", KEYS[1], ARGV[2]) else return 0 end`;
const releaseScript = `if redis.call("get", KEYS[1]) == ARGV[1] then return redis.call("del", KEYS[1]) else return 0 end`;

/** Leases on one Redis: a key with a time to live that only its holder renews (redis.io, "Distributed locks with Redis", one instance). */
export function createRedisLeases({ redis, namespace, ttlMs, clock }: RedisLeasesOptions): Leases {
  const held = new Set<Lease>();
  const tryHold = async (name: string): Promise<Lease | undefined> => {
    const key = `${namespace}:lease:${name}`;
    const token = randomUUID();
    const askedAt = clock.now();
    if ((await redis.set(key, token, { condition: "NX", expiration: { type: "PX", value: ttlMs } })) === null) return undefined;
    const mine = { keys: [key], arguments: [token] };
    // Before it was asked for: Redis counts from a later moment on.
    let heldUntil = askedAt + ttlMs;
    const lease: Lease = {
      isHeld: () => clock.now() < heldUntil,
      renew: async () => {
        const from = clock.now();
        const isOurs = (await redis.eval(renewScript, { keys: [key], arguments: [token, String(ttlMs)] })) === 1;
        heldUntil = isOurs ? from + ttlMs : 0;
        return isOurs;
      },
      release: async () => {
        heldUntil = 0;
        held.delete(lease);
        // What cannot be given back runs out.
        await redis.eval(releaseScript, mine).catch(() => undefined);
      },
    };
    held.add(lease);
    return lease;
  };
  return {
    tryHold,
    close: async () => {
      await Promise.all([...held].map((lease) => lease.release()));
    },
  };
}
