import { describe, expect, it } from "vitest";
import { globalTelemetry } from "../telemetry/telemetry.js";
import type { ChangeEvent } from "./change-event.js";
import { createLocalBus } from "./create-local-bus.js";
import { compareCursors, parseCursor } from "./cursor.js";
import type { EventBusOptions } from "./event-log.js";

const startMs = Date.UTC(2026, 0, 1);

function openBus(options: Partial<EventBusOptions> = {}) {
  let now = startMs;
  const clock = { now: () => now, wait: () => Promise.resolve() };
  const bus = createLocalBus({ clock, telemetry: globalTelemetry(), ...options });
  return { bus, advance: (ms: number) => (now += ms), [Symbol.asyncDispose]: bus.close };
}

const changed = (subject: string, rest: Partial<ChangeEvent> = {}): ChangeEvent => ({
  type: "stock.changed",
  system: "erp",
  origin: "webhook",
  receivedAt: new Date(startMs).toISOString(),
  subject,
  ...rest,
});
const stamped = (subject: string, secondsLater: number, payload: unknown): ChangeEvent =>
  changed(subject, { payload, version: { at: new Date(startMs + secondsLater * 1000).toISOString() } });

describe("the bus of one node", () => {
  it("has applied what it has published, in order, before it tells followers", async () => {
    await using world = openBus();
    const { bus } = world;
    const seen: string[] = [];
    bus.onApply((event) => seen.push(`applied ${event.subject}`));
    const follower = bus.follow({})!;
    const told = follower.next().then(({ value }) => seen.push(`told ${value.subject}`));
    const [first, second] = await bus.publish([changed("a"), changed("b")]);
    await told;
    expect(seen).toEqual(["applied a", "applied b", "told a"]);
    expect(compareCursors(first!, second!)).toBeLessThan(0);
    expect(bus.head()).toBe(second);
  });

  it("numbers events on when the clock stands still or goes back", async () => {
    await using world = openBus();
    const cursors = [...(await world.bus.publish([changed("a"), changed("b")]))];
    world.advance(-5000);
    cursors.push(...(await world.bus.publish([changed("c")])));
    world.advance(9000);
    cursors.push(...(await world.bus.publish([changed("d")])));
    expect(cursors).toEqual([`${startMs}-1`, `${startMs}-2`, `${startMs}-3`, `${startMs + 4000}-0`]);
  });

  it("lets every follower read at its own pace, from its own cursor, what it asked for", async () => {
    await using world = openBus();
    const { bus } = world;
    const [first] = await bus.publish([changed("a"), changed("b")]);
    const late = bus.follow({ after: first!, subjects: ["b", "c"] })!;
    const prices = bus.follow({ types: ["price.changed"] })!;
    await bus.publish([changed("a"), changed("c", { type: "price.changed" }), changed("*"), changed("c")]);
    const read = async (stream: typeof late, count: number) => {
      const all = [];
      for (let n = 0; n < count; n += 1) all.push(await stream.next().then(({ value }) => `${value.type} ${value.subject}`));
      return all;
    };
    expect(await read(late, 4)).toEqual(["stock.changed b", "price.changed c", "stock.changed *", "stock.changed c"]);
    expect(await read(prices, 1)).toEqual(["price.changed c"]);
  });

  it("tells a follower that its cursor is gone, older than this life, or of no life at all", async () => {
    await using world = openBus({ historyLimit: 2 });
    const { bus } = world;
    const [first, second] = await bus.publish([changed("a"), changed("b"), changed("c"), changed("d")]);
    expect(bus.oldest()).toBe(second);
    expect(bus.follow({ after: first! })).toBeUndefined();
    expect(bus.follow({ after: second! })).toBeDefined();
    expect(bus.follow({ after: parseCursor(`${startMs - 1}-0`)! })).toBeUndefined();
    expect(bus.follow({ after: parseCursor(`${startMs + 1}-0`)! })).toBeUndefined();
  });

  it("fails a follower that lags by more than the history, and only if something of theirs is gone", async () => {
    await using world = openBus({ historyLimit: 3 });
    const { bus } = world;
    const [slow, patient, fast] = [bus.follow({ subjects: ["a"] })!, bus.follow({ subjects: ["z"] })!, bus.follow({})!];
    for (const subject of ["a", "b", "c", "d", "e"]) {
      await bus.publish([changed(subject)]);
      expect((await fast.next()).value.subject).toBe(subject);
    }
    await expect(slow.next()).rejects.toMatchObject({ code: "EVENTS_MISSED" });
    expect((await slow.next()).done).toBe(true);
    await bus.publish([changed("z")]);
    expect((await patient.next()).value.subject).toBe("z");
  });

  it("keeps its history within bytes as well", async () => {
    await using world = openBus({ historyBytes: 10_000 });
    for (let n = 0; n < 50; n += 1) await world.bus.publish([stamped("a", n + 1, "x".repeat(1000))]);
    const kept = world.bus.follow({ after: world.bus.oldest() })!;
    let count = 0;
    for await (const event of kept) {
      count += 1;
      if (event.cursor === world.bus.head()) break;
    }
    expect(count).toBeGreaterThan(2);
    expect(count).toBeLessThan(6);
  });

  it("hands on the value of the newest version only, and a notice once", async () => {
    await using world = openBus();
    const applied: unknown[] = [];
    world.bus.onApply((event) => applied.push(event.payload ?? "dropped"));
    const notice = { ...stamped("a", 2, "two"), vendorEventId: "n2" };
    await world.bus.publish([notice, stamped("a", 1, "one"), notice, stamped("a", 3, "three"), changed("a", { payload: "unversioned" })]);
    expect(applied).toEqual(["two", "dropped", "three", "dropped"]);
  });

  it("leaves out a value that is too large", async () => {
    await using world = openBus();
    const applied: unknown[] = [];
    world.bus.onApply((event) => applied.push(event.payload));
    await world.bus.publish([stamped("a", 1, "x".repeat(70_000))]);
    expect(applied).toEqual([undefined]);
  });

  it("acknowledges nothing that somebody failed to apply, and lets the others know all the same", async () => {
    await using world = openBus();
    let applied = 0;
    world.bus.onApply(() => {
      throw new Error("broken");
    });
    const leave = world.bus.onApply(() => (applied += 1));
    await expect(world.bus.publish([changed("a")])).rejects.toThrow("could not be applied");
    expect(applied).toBe(1);
    leave();
    await expect(world.bus.publish([changed("a")])).rejects.toThrow();
    expect(applied).toBe(1);
  });

  it("ends its followers when it closes, and takes nothing any more", async () => {
    const { bus } = openBus();
    const waiting = bus.follow({})!;
    const pending = waiting.next();
    const left = bus.follow({})!;
    await left.return!();
    expect((await left.next()).done).toBe(true);
    await bus.close();
    expect((await pending).done).toBe(true);
    expect((await bus.follow({})!.next()).done).toBe(true);
    expect(bus.isCurrent()).toBe(false);
    await expect(bus.publish([changed("a")])).rejects.toMatchObject({ code: "EVENTS_NOT_PERSISTED" });
  });
});
