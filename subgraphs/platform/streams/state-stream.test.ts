import { describe, expect, it } from "vitest";
import type { ChangeEvent } from "../events/change-event.js";
import { createLocalBus } from "../events/create-local-bus.js";
import { parseCursor, type Cursor } from "../events/cursor.js";
import type { EventBusOptions } from "../events/event-log.js";
import { globalTelemetry } from "../telemetry/telemetry.js";
import { stateStream, type ToldState } from "./state-stream.js";

const startMs = Date.UTC(2026, 0, 1);

/** A shop of numbers: each subject has one, which can be read, and changed with or without its value told. */
function openShop(options: Partial<EventBusOptions> = {}) {
  let now = startMs;
  const waits: { readonly ms: number; readonly end: () => void }[] = [];
  const clock = {
    now: () => now,
    wait: (ms: number) => new Promise<void>((resolve) => void waits.push({ ms, end: resolve })),
  };
  const bus = createLocalBus({ clock, telemetry: globalTelemetry(), ...options });
  const values = new Map<string, number>([
    ["a", 1],
    ["b", 2],
    ["c", 3],
  ]);
  const world = { broken: false, reads: 0, coalesced: 0 };
  const change = (subject: string, value: number, rest: Partial<ChangeEvent> = {}) => {
    values.set(subject, value);
    return bus.publish([
      { type: "moved", system: "erp", origin: "webhook", receivedAt: new Date(now).toISOString(), subject, ...rest } satisfies ChangeEvent,
    ]);
  };
  const open = (subjects: readonly string[], after?: Cursor) =>
    stateStream<number>({
      bus,
      clock,
      system: "erp",
      type: "moved",
      subjects,
      after,
      read: async (subject) => {
        world.reads += 1;
        if (world.broken) throw new Error("the system is down");
        return values.get(subject);
      },
      stateOf: ({ payload }) => (typeof payload === "number" ? Promise.resolve(payload) : undefined),
      isSame: (one, other) => one === other,
      coalesced: () => (world.coalesced += 1),
    });
  return { bus, values, world, waits, change, open, advance: (ms: number) => (now += ms), [Symbol.asyncDispose]: bus.close };
}

const shown = ({ kind, subject, state }: ToldState<number>): string => `${kind} ${subject} ${state}`;
async function take(stream: AsyncIterableIterator<ToldState<number>>, count: number): Promise<ToldState<number>[]> {
  const all = [];
  while (all.length < count) all.push((await stream.next()).value);
  return all;
}

describe("a stream of states", () => {
  it("tells each state first, then changes only", async () => {
    await using shop = openShop();
    const stream = shop.open(["a", "b"]);
    expect((await take(stream, 2)).map(shown)).toEqual(["SNAPSHOT a 1", "SNAPSHOT b 2"]);
    await shop.change("b", 5);
    await shop.change("c", 6);
    expect((await take(stream, 1)).map(shown)).toEqual(["CHANGE b 5"]);
    await shop.change("a", 7, { system: "shop" });
    await shop.change("a", 8, { type: "priced" });
    await shop.change("b", 9);
    expect((await take(stream, 1)).map(shown)).toEqual(["CHANGE b 9"]);
  });

  it("loses nothing that happens while the first state is read, and tells no state twice", async () => {
    await using shop = openShop();
    const stream = shop.open(["a"]);
    const first = stream.next();
    await shop.change("a", 4);
    await shop.change("a", 4);
    expect(shown((await first).value)).toBe("SNAPSHOT a 4");
    await shop.change("a", 5);
    expect((await take(stream, 1)).map(shown)).toEqual(["CHANGE a 5"]);
  });

  it("takes the value from an event that tells it, and reads it otherwise", async () => {
    await using shop = openShop();
    const stream = shop.open(["a"]);
    await take(stream, 1);
    await shop.change("a", 4, { payload: 40, version: { at: new Date(startMs + 1000).toISOString() } });
    expect((await take(stream, 1)).map(shown)).toEqual(["CHANGE a 40"]);
    expect(shop.world.reads).toBe(1);
    await shop.change("a", 3, { payload: 30, version: { at: new Date(startMs + 500).toISOString() } });
    expect((await take(stream, 1)).map(shown)).toEqual(["CHANGE a 3"]);
    expect(shop.world.reads).toBe(2);
  });

  it("keeps the newest state of each subject for a slow subscriber, and counts what it replaced", async () => {
    await using shop = openShop();
    const stream = shop.open(["a", "b"]);
    await take(stream, 2);
    for (let value = 10; value < 60; value += 1) await shop.change(value % 2 === 0 ? "a" : "b", value);
    expect((await take(stream, 2)).map(shown)).toEqual(["CHANGE a 58", "CHANGE b 59"]);
    expect(shop.world.coalesced).toBe(48);
  });

  it("goes on after a cursor without a gap, wherever it was cut off", async () => {
    await using shop = openShop();
    const before = shop.open(["a", "b"]);
    const messages = await take(before, 2);
    await shop.change("a", 10);
    await shop.change("b", 11);
    messages.push(...(await take(before, 2)));
    await shop.change("a", 12);
    const resumed = await Promise.all(
      messages.map(async ({ cursor }, at) => (await take(shop.open(["a", "b"], cursor), at === 3 ? 1 : 2)).map(shown).toSorted()),
    );
    expect(resumed).toEqual([
      // The snapshot was not whole: it comes again.
      ["SNAPSHOT a 12", "SNAPSHOT b 11"],
      ["CHANGE a 12", "CHANGE b 11"],
      ["CHANGE a 12", "CHANGE b 11"],
      ["CHANGE a 12"],
    ]);
  });

  it("begins with the states again when the history does not go back", async () => {
    await using shop = openShop({ historyLimit: 2 });
    const stream = shop.open(["a"]);
    const [{ cursor }] = (await take(stream, 1)) as [ToldState<number>];
    await stream.return();
    for (const value of [4, 5, 6]) await shop.change("a", value);
    expect((await take(shop.open(["a"], cursor), 1)).map(shown)).toEqual(["SNAPSHOT a 6"]);
    expect((await take(shop.open(["a"], parseCursor("0-0")), 1)).map(shown)).toEqual(["SNAPSHOT a 6"]);
  });

  it("looks at everything again when nobody knows what has changed, and tells what has", async () => {
    await using shop = openShop();
    const stream = shop.open(["a", "b"]);
    await take(stream, 2);
    shop.values.set("b", 8);
    await shop.change("*", 0);
    expect((await take(stream, 1)).map(shown)).toEqual(["SNAPSHOT b 8"]);
  });

  it("tells a failure once, tries again with growing pauses, and goes on with the others meanwhile", async () => {
    await using shop = openShop();
    const stream = shop.open(["a"]);
    shop.world.broken = true;
    const [failed] = (await take(stream, 1)) as [ToldState<number>];
    expect(failed).toMatchObject({ kind: "SNAPSHOT", subject: "a", failure: new Error("the system is down"), cursor: "0-0" });
    const later = stream.next();
    for (let tries = 0; tries < 3; tries += 1) {
      while (shop.waits.length <= tries) await new Promise((resolve) => setImmediate(resolve));
      if (tries === 2) shop.world.broken = false;
      shop.waits[tries]?.end();
    }
    expect(shop.waits.map(({ ms }) => ms)).toEqual([1000, 2000, 4000]);
    expect(shown((await later).value)).toBe("SNAPSHOT a 1");
  });

  it("does not let a subscriber resume past what could not be told yet", async () => {
    await using shop = openShop();
    const stream = shop.open(["a", "b"]);
    const [, snapshot] = await take(stream, 2);
    shop.world.broken = true;
    await shop.change("a", 10);
    const [failed] = await take(stream, 1);
    expect(failed).toMatchObject({ subject: "a", cursor: snapshot!.cursor });
    shop.world.broken = false;
    await shop.change("b", 11);
    const [told] = await take(stream, 1);
    expect(told).toMatchObject({ subject: "b", cursor: snapshot!.cursor, place: shop.bus.head() });
    shop.waits[0]?.end();
    expect((await take(stream, 1))[0]).toMatchObject({ subject: "a", state: 10, cursor: shop.bus.head() });
  });

  it("says of a subject that it is unknown, and tells it when it appears", async () => {
    await using shop = openShop();
    const stream = shop.open(["z"]);
    expect((await take(stream, 1)).map(shown)).toEqual(["SNAPSHOT z undefined"]);
    await shop.change("z", 1);
    expect((await take(stream, 1)).map(shown)).toEqual(["CHANGE z 1"]);
  });

  it("ends with its reader, also while it waits, and with its bus", async () => {
    const shop = openShop();
    const streams = [shop.open(["a"]), shop.open(["a"])] as const;
    for (const stream of streams) await take(stream, 1);
    const waiting = streams.map((stream) => stream.next());
    await streams[0].return();
    expect(await waiting[0]).toEqual({ done: true, value: undefined });
    await shop.bus.close();
    expect(await waiting[1]).toEqual({ done: true, value: undefined });
  });
});
