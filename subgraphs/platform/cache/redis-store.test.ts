import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { globalTelemetry } from "../telemetry/telemetry.js";
import { createCacheInstruments, type CacheInstruments } from "./cache-instruments.js";
import type { CacheEntry } from "./cache-entry.js";
import type { EntryStore } from "./entry-store.js";
import { createRedisStore } from "./redis-store.js";
import { cursorOf } from "./testing/bus-cluster.js";

const url = process.env.REDIS_URL;
const reason = url === undefined ? " (skipped: REDIS_URL is not set)" : "";

const entry: CacheEntry = {
  value: { sku: "A", price: { amount: "12.50", currency: "EUR" }, onHand: 0.1 },
  cursor: cursorOf(7),
  tags: ["stock.changed|erp|A"],
  asOf: "2026-01-01T00:00:00.000Z",
  storedAt: Date.now(),
  usableUntil: Date.now() + 60_000,
};
const any = (): boolean => true;

describe.skipIf(url === undefined)(`a store in Redis${reason}`, () => {
  let relay: Relay;
  let store: ReturnType<typeof openStore>;
  beforeAll(async () => {
    relay = await startRelay(new URL(url ?? ""));
    store = openStore(relay.url);
    await untilItKeeps(store);
  });
  afterAll(async () => {
    await store.close();
    await relay[Symbol.asyncDispose]();
  });

  it("gives back what any node kept, and nothing for what nobody kept", async () => {
    await store.write([{ key: "A", entry }]);
    const other = openStore(relay.url, store.namespace);
    await untilItKeeps(other);
    expect(await other.read(["A", "B"], any)).toEqual([entry, undefined]);
    await other.close();
  });

  it("keeps nothing longer than it is usable, and nothing of another namespace", async () => {
    await store.write([{ key: "short", entry: { ...entry, usableUntil: Date.now() + 1 } }]);
    await expect.poll(() => store.read(["short"], any)).toEqual([undefined]);
    const stranger = openStore(relay.url);
    await untilItKeeps(stranger);
    expect(await stranger.read(["A"], any)).toEqual([undefined]);
    await stranger.close();
  });

  it("is passed by, without failing or slowing a read, while it hangs", async () => {
    relay.turn("hang");
    const startedAt = performance.now();
    for (let reads = 0; reads < 50; reads += 1) expect(await store.read(["A"], any)).toEqual([undefined]);
    expect(performance.now() - startedAt).toBeLessThan(1000);
    expect(store.troubles.filter((one) => one === "read late")).toHaveLength(3);
    expect(store.troubles.filter((one) => one === "read skipped")).toHaveLength(47);
  });

  it("is passed by while it is gone, and used again when it is back", async () => {
    relay.turn("gone");
    expect(await store.read(["A"], any)).toEqual([undefined]);
    await store.write([{ key: "A", entry }]);
    relay.turn("pass");
    await expect.poll(() => store.read(["A"], any), { timeout: 10_000 }).toEqual([entry]);
  });
});

function openStore(address: string, namespace = `test:${randomUUID()}`) {
  const troubles: string[] = [];
  const instruments: CacheInstruments = {
    ...createCacheInstruments(globalTelemetry().meter),
    sharedStore: (operation, trouble) => troubles.push(`${operation} ${trouble}`),
  };
  const clock = { now: () => Date.now(), wait: () => Promise.resolve() };
  return { ...createRedisStore({ url: address, namespace, clock, instruments, timeoutMs: 50 }), troubles, namespace };
}

/** Connecting takes a moment, and until then a store is empty. */
function untilItKeeps(store: EntryStore): Promise<void> {
  return vi.waitFor(
    async () => {
      await store.write([{ key: "probe", entry }]);
      expect(await store.read(["probe"], any)).toEqual([entry]);
    },
    { timeout: 10_000 },
  );
}

interface Relay extends AsyncDisposable {
  readonly url: string;
  readonly turn: (mode: "pass" | "hang" | "gone") => void;
}

/** Stands before Redis: passes bytes on, keeps silent, or ends every connection. */
async function startRelay(target: URL): Promise<Relay> {
  let mode: "pass" | "hang" | "gone" = "pass";
  const open = new Set<Socket>();
  const server = createServer((near) => {
    if (mode === "gone") return void near.destroy();
    const far = connect(Number(target.port || 6379), target.hostname);
    for (const socket of [near, far]) {
      open.add(socket.on("error", () => undefined).on("close", () => void (near.destroy(), far.destroy(), open.delete(socket))));
    }
    near.on("data", (bytes) => void (mode === "pass" && far.write(bytes)));
    far.on("data", (bytes) => void (mode === "pass" && near.write(bytes)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `redis://127.0.0.1:${port}`,
    turn: (next) => {
      mode = next;
      if (next === "gone") for (const socket of open) socket.destroy();
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
