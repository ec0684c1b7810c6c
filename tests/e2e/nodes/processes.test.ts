import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { subscribeBy, type Heard, type Subscription, type SubscriptionWay } from "../../support/subscribe.js";
import type { Serving } from "../../support/run-program.js";
import { onHand, prepareNodes, type Nodes } from "./start-nodes.js";

const { DATABASE_URL: databaseUrl = "", REDIS_URL: redisUrl = "" } = process.env;
const needs = databaseUrl === "" || redisUrl === "" ? " (skipped: needs DATABASE_URL and REDIS_URL)" : "";

const stockChanged = `subscription ($skus: [ID!]!, $after: String) {
  stockChanged(skus: $skus, after: $after) { kind cursor product { sku } stock { levels { onHand } } }
}`;

function subscribe(way: SubscriptionWay, { url }: Serving, variables: { readonly skus: readonly string[]; readonly after?: string }) {
  return subscribeBy(way, url, { query: stockChanged, variables });
}

/** A message of the subscription, checked to be one. */
async function nextOf(stream: Subscription): Promise<Heard> {
  const message = await stream.next();
  expect(message).toMatchObject({ data: { stockChanged: { cursor: expect.any(String) } } });
  return message.data.stockChanged;
}

/** Reads until each product has been told with this quantity, and gives the messages. */
async function readUntil(stream: Subscription, wanted: ReadonlyMap<string, number>): Promise<Heard[]> {
  const messages: Heard[] = [];
  const last = new Map<string, readonly number[]>();
  while ([...wanted].some(([sku, quantity]) => last.get(sku)?.includes(quantity) !== true)) {
    const message = await nextOf(stream);
    messages.push(message);
    last.set(
      message.product.sku,
      message.stock.levels.map((level: { onHand: number }) => level.onHand),
    );
  }
  return messages;
}

/** Reads the states that come first; gives the cursor of the last. */
async function readStates(stream: Subscription, skus: readonly string[]): Promise<string> {
  let cursor = "";
  for (const _sku of skus) {
    const message = await nextOf(stream);
    expect(message.kind).toBe("SNAPSHOT");
    ({ cursor } = message);
  }
  return cursor;
}

describe.skipIf(needs !== "")(`gateways in several processes${needs}`, { timeout: 120_000 }, () => {
  let nodes: Nodes;
  let gateways: readonly Serving[];
  beforeAll(async () => {
    nodes = await prepareNodes({ databaseUrl, redisUrl });
    gateways = await Promise.all([nodes.start(), nodes.start(), nodes.start()]);
    await nodes.polled();
  }, 120_000);
  afterAll(() => nodes[Symbol.asyncDispose]());

  it("keep what they read, and all read a change as soon as the webhook that told one of them is answered", async () => {
    const [sku = ""] = nodes.skus;
    for (const turn of [1, 2, 3]) {
      for (const { url } of gateways) await expect.poll(() => erpCallsOf(nodes, () => onHand(url, sku)), { timeout: 30_000 }).toBe(0);
      const quantity = 4000 + turn;
      await nodes.count(sku, quantity);
      for (const { url } of gateways) expect(await onHand(url, sku)).not.toContain(quantity);
      await nodes.tell(gateways[turn % gateways.length]!.url, sku);
      const read = await Promise.all(gateways.map(({ url }) => onHand(url, sku)));
      for (const levels of read) expect(levels).toContain(quantity);
    }
  });

  it("tell it to the subscribers of each, and who was on one that is killed resumes on another and misses nothing", async () => {
    const skus = nodes.skus.slice(1, 4);
    const [a = "", b = "", c = ""] = skus;
    const [one, two, three] = gateways;
    await using bySocket = subscribe("WebSocket", one!, { skus });
    await using byEvents = subscribe("SSE", two!, { skus });
    await using byParts = subscribe("multipart", three!, { skus });
    const all = [bySocket, byEvents, byParts];
    for (const stream of all) await readStates(stream, skus);
    await change(nodes, one!, [a, 5001]);
    const heard = await Promise.all(all.map((stream) => readUntil(stream, new Map([[a, 5001]]))));
    const after = heard[2]!.at(-1).cursor;
    expect(heard.map((messages) => messages.at(-1).cursor)).toEqual([after, after, after]);

    await kill(three!);
    await byParts.next().catch(() => undefined);
    await change(nodes, two!, [b, 5002]);
    await change(nodes, one!, [a, 5003]);
    await change(nodes, two!, [a, 5004]);
    const wanted = new Map([
      [a, 5004],
      [b, 5002],
    ]);
    await using resumed = subscribe("multipart", two!, { skus, after });
    const messages = await readUntil(resumed, wanted);
    expect(messages.map(({ kind }) => kind)).toEqual(messages.map(() => "CHANGE"));
    expect(messages.map(({ product }) => product.sku)).not.toContain(c);
    await Promise.all([bySocket, byEvents].map((stream) => readUntil(stream, wanted)));
  });

  it("bring a subscriber who was cut off to the final state of every product", async () => {
    const skus = nodes.skus.slice(4, 12);
    const [one, two] = gateways;
    const cut = subscribe("SSE", one!, { skus });
    const after = await readStates(cut, skus);
    await cut[Symbol.asyncDispose]();
    const last = new Map<string, number>();
    for (let turn = 0; turn < 30; turn += 1) {
      // Some of them often, some never.
      const sku = skus[(turn * turn) % skus.length]!;
      last.set(sku, 6000 + turn);
      await change(nodes, [one!, two!][turn % 2]!, [sku, 6000 + turn]);
    }
    await using resumed = subscribe("WebSocket", two!, { skus, after });
    const messages = await readUntil(resumed, last);
    expect(new Set(messages.map(({ kind }) => kind))).toEqual(new Set(["CHANGE"]));
    expect(new Set(messages.map(({ product }) => product.sku))).toEqual(new Set(last.keys()));
  });
});

describe.skipIf(needs !== "")(`a gateway that is started again${needs}`, { timeout: 180_000 }, () => {
  it("goes on, from the bus on Redis, with what its subscribers have not heard, and with nothing else", async () => {
    await using nodes = await prepareNodes({ databaseUrl, redisUrl, polls: false });
    const skus = nodes.skus.slice(0, 3);
    const [a = "", b = ""] = skus;
    const before = await nodes.start();
    const after = await cutOff(nodes, before, { skus, change: [a, 7001] });
    await change(nodes, before, [b, 7002]);
    await kill(before);
    const again = await nodes.start();
    await using resumed = subscribe("WebSocket", again, { skus, after });
    expect(await readUntil(resumed, new Map([[b, 7002]]))).toMatchObject([{ kind: "CHANGE", product: { sku: b } }]);
    await change(nodes, again, [a, 7003]);
    expect(await readUntil(resumed, new Map([[a, 7003]]))).toMatchObject([{ kind: "CHANGE", product: { sku: a } }]);
  });

  it("tells what was changed while it was away as well", async () => {
    await using nodes = await prepareNodes({ databaseUrl, redisUrl });
    const skus = nodes.skus.slice(0, 3);
    const [a = "", b = ""] = skus;
    const before = await nodes.start();
    await nodes.polled();
    const after = await cutOff(nodes, before, { skus, change: [a, 7001] });
    await kill(before);
    await nodes.count(b, 7002);
    const again = await nodes.start();
    await using resumed = subscribe("SSE", again, { skus, after });
    const messages = await readUntil(resumed, new Map([[b, 7002]]));
    expect(new Set(messages.map(({ kind }) => kind))).toEqual(new Set(["CHANGE"]));
    for (const [sku, quantity] of [[a, 7001] as const, [b, 7002] as const]) expect(await onHand(again.url, sku)).toContain(quantity);
  });

  it("tells the states anew, and says so, when its bus was its own", async () => {
    await using nodes = await prepareNodes({ databaseUrl });
    const skus = nodes.skus.slice(0, 3);
    const [a = "", b = ""] = skus;
    const before = await nodes.start();
    await nodes.polled();
    const cut = subscribe("WebSocket", before, { skus });
    const after = await readStates(cut, skus);
    await cut[Symbol.asyncDispose]();
    await change(nodes, before, [a, 8001]);
    await kill(before);
    await nodes.count(b, 8002);
    const again = await nodes.start();
    await using resumed = subscribe("WebSocket", again, { skus, after });
    const states = [await nextOf(resumed), await nextOf(resumed), await nextOf(resumed)];
    expect(states.map(({ kind, product }) => [kind, product.sku]).toSorted()).toEqual(skus.map((sku) => ["SNAPSHOT", sku]).toSorted());
    const levelsOf = (sku: string) => states.find(({ product }) => product.sku === sku).stock.levels;
    expect(levelsOf(a)).toContainEqual({ onHand: 8001 });
    expect(levelsOf(b)).toContainEqual({ onHand: 8002 });
  });
});

/** Subscribes, hears of the states and of one change, and is gone; gives the cursor of the change. */
async function cutOff(
  nodes: Nodes,
  gateway: Serving,
  { skus, change: told }: { readonly skus: readonly string[]; readonly change: readonly [string, number] },
): Promise<string> {
  await using stream = subscribe("WebSocket", gateway, { skus });
  await readStates(stream, skus);
  await change(nodes, gateway, told);
  return (await readUntil(stream, new Map([told]))).at(-1).cursor;
}

async function kill(gateway: Serving): Promise<void> {
  gateway.stop("SIGKILL");
  await gateway.finished;
}

async function change(nodes: Nodes, { url }: Serving, [sku, quantity]: readonly [string, number]): Promise<void> {
  await nodes.count(sku, quantity);
  await nodes.tell(url, sku);
}

async function erpCallsOf({ systems }: Nodes, work: () => Promise<unknown>): Promise<number> {
  systems.erp.calls.reset();
  await work();
  return systems.erp.calls.read().total;
}
