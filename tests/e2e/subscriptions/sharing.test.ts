import { describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { createDevelopmentToken } from "../../../gateway/auth/index.js";
import { DEMO_SECRET } from "../../../gateway/config/index.js";
import { connect, listen, type Heard } from "./listen.js";
import { serveInProcess, serveOverHttp, serveOverOwnServers, type ServedWarehouse } from "./serve-warehouse.js";

const moved = "subscription { moved { by item { sku name freight } } }";
const movement = { by: 1, sku: "a", left: 2 };

async function metricOf({ url }: ServedWarehouse, name: RegExp): Promise<number> {
  const metrics = await (await fetch(url.replace("/graphql", "/metrics"))).text();
  return Number(new RegExp(`^${name.source}\\S* (\\S+)$`, "m").exec(metrics)?.[1] ?? 0);
}

for (const [place, serve] of [
  ["in process", serveInProcess],
  ["over HTTP", serveOverHttp],
  ["over servers of our own", serveOverOwnServers],
] as const) {
  describe(`many clients with one subscription ${place}`, () => {
    it("share the stream and the work for each event", async () => {
      await using served = await serve();
      const clients = Array.from({ length: 10 }, () => connect(served.socketUrl));
      const streams = clients.map((client) => listen(client, moved));
      await vi.waitFor(async () => expect(await metricOf(served, /passerelle_subscriptions/)).toBe(10));
      await vi.waitFor(() => expect(served.feed.counts.opened).toBe(1));
      const fetches = await metricOf(served, /passerelle_subgraph_fetches_total\{subgraph="catalogue"/);
      served.feed.publish(movement);
      const answers = await Promise.all(streams.map((one) => one.next()));
      expect(new Set(answers.map((one) => JSON.stringify(one)))).toEqual(
        new Set([JSON.stringify({ data: { moved: { by: 1, item: { sku: "a", name: "Item A", freight: "100 g of 2" } } } })]),
      );
      expect(await metricOf(served, /passerelle_subgraph_fetches_total\{subgraph="catalogue"/)).toBe(fetches + 1);
      for (const client of clients.slice(1)) await client.dispose();
      expect(served.feed.counts).toEqual({ opened: 1, ended: 0 });
      await clients[0]?.dispose();
      await vi.waitFor(() => expect(served.feed.counts).toEqual({ opened: 1, ended: 1 }));
    });
  });
}

/** A client that speaks the protocol by hand, so that it can stop reading. */
async function rawClient({ socketUrl }: ServedWarehouse, payload: object = {}) {
  const socket = new WebSocket(socketUrl, "graphql-transport-ws");
  const messages: Heard[] = [];
  socket.on("message", (data) => messages.push(JSON.parse(String(data))));
  const closed = new Promise<[number, string]>((resolve) => socket.once("close", (code, reason) => resolve([code, String(reason)])));
  const say = (message: object): void => socket.send(JSON.stringify(message));
  await new Promise((resolve) => socket.once("open", resolve));
  say({ type: "connection_init", payload });
  await vi.waitFor(() => expect(messages[0]).toEqual({ type: "connection_ack" }));
  return { socket, messages, closed, say };
}

describe("a client that stops reading", () => {
  it("is told to come again, and costs the others nothing", async () => {
    await using served = await serveInProcess({ subscriptions: { maxUnsentBytes: 1024, maxBlockedMs: 300 } });
    const [slow, quick] = [await rawClient(served), await rawClient(served)];
    for (const client of [slow, quick]) client.say({ id: "1", type: "subscribe", payload: { query: moved } });
    await vi.waitFor(async () => expect(await metricOf(served, /passerelle_subscriptions/)).toBe(2));
    slow.socket.pause();
    // More than the system's own buffers take.
    const sku = "x".repeat(200_000);
    for (let count = 0; count < 60; count += 1) served.feed.publish({ ...movement, by: count, sku });
    await vi.waitFor(() => expect(quick.messages).toHaveLength(61), { timeout: 20_000 });
    await vi.waitFor(async () => expect(await metricOf(served, /passerelle_subscription_readers_given_up_total/)).toBe(1));
    slow.socket.resume();
    expect(await slow.closed).toEqual([4408, "Too slow: subscribe again with after"]);
    expect(quick.messages.slice(1).map(({ payload }) => payload.data.moved.by)).toEqual([...Array(60).keys()]);
    quick.socket.terminate();
  });
});

describe("a token on an open connection", () => {
  const bearer = async (customer: string, expiresIn: string): Promise<object> => ({
    authorization: `Bearer ${await createDevelopmentToken({ customer, secret: DEMO_SECRET, expiresIn })}`,
  });
  const seenBy = { id: "1", type: "subscribe", payload: { query: "subscription { moved { seenBy } }" } };

  it("is renewed by a ping, and the subscription goes on after the first one has expired", async () => {
    await using served = await serveInProcess();
    const client = await rawClient(served, await bearer("C-1", "2s"));
    client.say(seenBy);
    await vi.waitFor(() => expect(served.feed.counts.opened).toBe(1));
    const witness = await rawClient(served, await bearer("C-1", "2s"));
    client.say({ type: "ping", payload: await bearer("C-1", "1h") });
    await vi.waitFor(() => expect(client.messages.at(-1)).toEqual({ type: "pong" }));
    expect(await witness.closed).toEqual([4403, "Forbidden"]);
    served.feed.publish(movement);
    await vi.waitFor(() => expect(client.messages.at(-1)).toMatchObject({ type: "next", payload: { data: { moved: { seenBy: "C-1" } } } }));
    client.socket.terminate();
  });

  it.each([
    ["another customer's", () => bearer("C-2", "1h")],
    ["a broken one", () => Promise.resolve({ authorization: "Bearer a.b.c" })],
  ])("is not renewed by %s", async (_whose, other) => {
    await using served = await serveInProcess();
    const client = await rawClient(served, await bearer("C-1", "1h"));
    client.say(seenBy);
    await vi.waitFor(() => expect(served.feed.counts.opened).toBe(1));
    client.say({ type: "ping", payload: await other() });
    expect(await client.closed).toEqual([4403, "Forbidden"]);
    await vi.waitFor(() => expect(served.feed.counts.ended).toBe(1));
  });
});
