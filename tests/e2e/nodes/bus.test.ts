import { describe, expect, it, vi } from "vitest";
import { compareCursors, type ChangeEvent } from "#platform";
import { createShiftedClock } from "../../support/shifted-clock.js";
import { startWire } from "../../support/start-wire.js";
import { openNodes, stoppableClock, withRedis } from "./open-nodes.js";

const changed = (subject: string, rest: Partial<ChangeEvent> = {}): ChangeEvent => ({
  type: "stock.changed",
  system: "erp",
  origin: "webhook",
  receivedAt: new Date().toISOString(),
  subject,
  ...rest,
});
const subjects = (events: readonly { readonly subject: string }[]): string[] => events.map(({ subject }) => subject);

describe.skipIf(withRedis.skip)(`a bus of several nodes${withRedis.why}`, () => {
  it("has been applied everywhere when it is published, in one order", async () => {
    await using nodes = await openNodes();
    const [one, two, three] = [await nodes.open(), await nodes.open(), await nodes.open()];
    const cursors = await one.bus.publish([
      changed("a"),
      changed("b", { payload: { left: 2 }, version: { at: new Date().toISOString() } }),
    ]);
    for (const { bus } of [one, two, three]) expect(bus.head()).toBe(cursors[1]);
    await Promise.all([two.bus.publish([changed("c")]), three.bus.publish([changed("d")]), one.bus.publish([changed("e")])]);
    const order = subjects(one.applied).filter((subject) => subject !== "*");
    expect(order.toSorted()).toEqual(["a", "b", "c", "d", "e"]);
    for (const { applied, bus } of [two, three]) {
      expect(subjects(applied).filter((subject) => subject !== "*")).toEqual(order);
      expect(bus.isCurrent()).toBe(true);
    }
  });

  it("tells followers on every node, and lets them resume on another one, also one that came later", async () => {
    await using nodes = await openNodes();
    const [one, two] = [await nodes.open(), await nodes.open()];
    const follower = two.bus.follow({ subjects: ["a"] })!;
    const [first] = await one.bus.publish([changed("a")]);
    expect((await follower.next()).value).toMatchObject({ subject: "a", cursor: first });
    await one.bus.publish([changed("b"), changed("a")]);
    const three = await nodes.open();
    for (const { bus } of [one, two, three]) {
      const resumed = bus.follow({ after: first! })!;
      expect([(await resumed.next()).value.subject, (await resumed.next()).value.subject]).toEqual(["b", "a"]);
    }
  });

  it("goes on without a node that is stopped once its lease is over, and that node knows before", async () => {
    await using nodes = await openNodes();
    const clock = stoppableClock();
    await using wire = await startWire(Number(new URL(nodes.url).port));
    const one = await nodes.open({ leaseMs: 400 });
    const stopped = await nodes.open({ leaseMs: 400, clock, url: `redis://127.0.0.1:${wire.port}` });
    expect(stopped.bus.isCurrent()).toBe(true);
    // Its renewals stop, and it hears nothing any more.
    clock.stop();
    wire.hold();
    const startedAt = performance.now();
    const [cursor] = await one.bus.publish([changed("a")]);
    const tookMs = performance.now() - startedAt;
    expect(stopped.bus.isCurrent()).toBe(false);
    expect(tookMs).toBeLessThan(2500);
    expect(compareCursors(stopped.bus.head(), cursor!)).toBeLessThan(0);
    wire.release();
    clock.goOn();
    await vi.waitFor(() => expect(stopped.bus.isCurrent()).toBe(true), { timeout: 10_000 });
    expect(compareCursors(stopped.bus.head(), cursor!)).toBe(0);
  });

  it("is not current for a node whose time jumped, until it has caught up", async () => {
    await using nodes = await openNodes();
    const clock = createShiftedClock();
    const { bus } = await nodes.open({ clock, leaseMs: 600 });
    expect(bus.isCurrent()).toBe(true);
    clock.advance(600);
    expect(bus.isCurrent()).toBe(false);
    await vi.waitFor(() => expect(bus.isCurrent()).toBe(true), { timeout: 5000 });
  });

  it("acknowledges nothing while Redis is gone, and comes back by itself, with what it missed", async () => {
    await using nodes = await openNodes();
    await using wire = await startWire(Number(new URL(nodes.url).port));
    const away = await nodes.open({ url: `redis://127.0.0.1:${wire.port}`, leaseMs: 400, timeoutMs: 400 });
    const there = await nodes.open({ leaseMs: 400 });
    wire.cut();
    await expect(away.bus.publish([changed("a")])).rejects.toMatchObject({ code: "EVENTS_NOT_PERSISTED" });
    await vi.waitFor(() => expect(away.bus.isCurrent()).toBe(false), { timeout: 3000 });
    await there.bus.publish([changed("b")]);
    wire.mend();
    await vi.waitFor(() => expect(away.bus.isCurrent()).toBe(true), { timeout: 10_000 });
    expect(subjects(away.applied)).toContain("b");
    await away.bus.publish([changed("c")]);
    expect(subjects(there.applied).at(-1)).toBe("c");
    expect(away.troubles).toEqual(expect.arrayContaining(["lost", "back"]));
  });

  it("drops everything when the stream was lost, and goes on in a new one with greater cursors", async () => {
    await using nodes = await openNodes();
    const [one, two] = [await nodes.open({ leaseMs: 300 }), await nodes.open({ leaseMs: 300 })];
    const [before] = await one.bus.publish([changed("a")]);
    await nodes.lose();
    await vi.waitFor(() => expect([...one.troubles, ...two.troubles].filter((trouble) => trouble === "reset")).toHaveLength(2), {
      timeout: 5000,
    });
    for (const { applied, bus } of [one, two]) {
      expect(applied.at(-1)).toMatchObject({ type: "*", subject: "*", system: "*" });
      expect(bus.follow({ after: before! })).toBeUndefined();
    }
    await vi.waitFor(() => expect(one.bus.isCurrent() && two.bus.isCurrent()).toBe(true), { timeout: 5000 });
    const [after] = await one.bus.publish([changed("b")]);
    expect(compareCursors(after!, before!)).toBeGreaterThan(0);
    expect(subjects(two.applied).at(-1)).toBe("b");
  });

  it("drops everything when entries between are gone", async () => {
    await using nodes = await openNodes();
    await using wire = await startWire(Number(new URL(nodes.url).port));
    const away = await nodes.open({ url: `redis://127.0.0.1:${wire.port}`, leaseMs: 300, timeoutMs: 300 });
    const there = await nodes.open({ leaseMs: 300 });
    wire.cut();
    await there.bus.publish([changed("a"), changed("b")]);
    await nodes.redis.xTrim(`{${nodes.namespace}}:events:stream`, "MAXLEN", 1);
    wire.mend();
    await vi.waitFor(() => expect(away.bus.isCurrent()).toBe(true), { timeout: 10_000 });
    expect(away.applied.at(-1)).toMatchObject({ type: "*" });
    expect(away.bus.head()).toBe(there.bus.head());
  });

  it("is there without Redis, not current, and publishes nothing", async () => {
    await using nodes = await openNodes();
    const { bus } = await nodes.open({ url: "redis://127.0.0.1:1", timeoutMs: 100 });
    expect(bus.isCurrent()).toBe(false);
    await expect(bus.publish([changed("a")])).rejects.toMatchObject({ code: "EVENTS_NOT_PERSISTED" });
    expect(bus.head()).toBe("0-0");
  });

  it("believes no value of a time before it was there", async () => {
    await using nodes = await openNodes();
    const versioned = (secondsAgo: number, payload: string) =>
      changed("a", { payload, version: { at: new Date(Date.now() - secondsAgo * 1000).toISOString() } });
    const one = await nodes.open();
    await one.bus.publish([versioned(-1, "new")]);
    const late = await nodes.open();
    await one.bus.publish([versioned(20, "old")]);
    await one.bus.publish([versioned(-60, "newest")]);
    expect(one.applied.slice(-3).map(({ payload }) => payload)).toEqual(["new", undefined, "newest"]);
    expect(late.applied.slice(-2).map(({ payload }) => payload)).toEqual([undefined, "newest"]);
  });
});
