import { randomUUID } from "node:crypto";
import { createClient } from "@redis/client";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { systemClock } from "../time/clock.js";
import { createLocalLeases, type Leases } from "./lease.js";
import { createPostgresLeases } from "./postgres-leases.js";
import { createRedisLeases } from "./redis-leases.js";

interface Nodes extends AsyncDisposable {
  readonly one: Leases;
  readonly other: Leases;
  /** Ends the first one as a kill does: nothing is given back. */
  readonly kill: () => Promise<void>;
}

const ttlMs = 300;

async function onRedis(url: string): Promise<Nodes> {
  const [first, second] = [createClient({ url }), createClient({ url })];
  await Promise.all([first.connect(), second.connect()]);
  const common = { namespace: `test-${randomUUID()}`, ttlMs, clock: systemClock };
  return {
    one: createRedisLeases({ redis: first, ...common }),
    other: createRedisLeases({ redis: second, ...common }),
    kill: async () => first.destroy(),
    [Symbol.asyncDispose]: async () => {
      if (first.isOpen) await first.close();
      await second.close();
    },
  };
}

async function onPostgres(connectionString: string): Promise<Nodes> {
  const clients: pg.Client[] = [];
  const leases = (): Leases =>
    createPostgresLeases(async () => {
      const client = new pg.Client({ connectionString });
      let isOpen = true;
      client.on("error", () => (isOpen = false));
      client.on("end", () => (isOpen = false));
      clients.push(client);
      await client.connect();
      return { query: (text, values) => client.query(text, [...values]), isOpen: () => isOpen, close: () => client.end() };
    });
  const [one, other] = [leases(), leases()];
  const closeAll = async (): Promise<void> => void (await Promise.allSettled(clients.map((client) => client.end())));
  return { one, other, kill: closeAll, [Symbol.asyncDispose]: closeAll };
}

async function inProcess(): Promise<Nodes> {
  const one = createLocalLeases();
  return { one, other: one, kill: () => one.close(), [Symbol.asyncDispose]: () => one.close() };
}

const [redis, postgres] = [process.env["REDIS_URL"], process.env["DATABASE_URL"]];
const kinds = [
  { kind: "in this process", open: inProcess, isThere: true },
  {
    kind: redis === undefined ? "on Redis (skipped: REDIS_URL is not set)" : "on Redis",
    open: () => onRedis(redis ?? ""),
    isThere: !!redis,
  },
  {
    kind: postgres === undefined ? "on PostgreSQL (skipped: DATABASE_URL is not set)" : "on PostgreSQL",
    open: () => onPostgres(postgres ?? ""),
    isThere: !!postgres,
  },
];

describe.each(kinds)("a lease $kind", ({ open, isThere }) => {
  it.skipIf(!isThere)("is one node's at a time, for as long as it is renewed", async () => {
    await using nodes = await open();
    const name = randomUUID();
    const lease = await nodes.one.tryHold(name);
    expect(lease?.isHeld()).toBe(true);
    expect(await nodes.other.tryHold(name)).toBeUndefined();
    expect(await lease?.renew()).toBe(true);
    expect(await nodes.other.tryHold(randomUUID())).toBeDefined();
    await lease?.release();
    expect(lease?.isHeld()).toBe(false);
    expect(await nodes.other.tryHold(name)).toBeDefined();
  });

  it.skipIf(!isThere)("passes to another node when its holder dies", async () => {
    await using nodes = await open();
    const name = randomUUID();
    await nodes.one.tryHold(name);
    await nodes.kill();
    await expect.poll(async () => (await nodes.other.tryHold(name)) !== undefined, { timeout: 5_000, interval: 50 }).toBe(true);
  });
});

describe("a lease on Redis", () => {
  it.skipIf(!redis)("is over for its holder before another can have it", async () => {
    await using nodes = await onRedis(redis ?? "");
    const name = randomUUID();
    const lease = await nodes.one.tryHold(name);
    await expect.poll(async () => (await nodes.other.tryHold(name)) !== undefined, { timeout: 5_000, interval: 20 }).toBe(true);
    expect(lease?.isHeld()).toBe(false);
    expect(await lease?.renew()).toBe(false);
  });
});
