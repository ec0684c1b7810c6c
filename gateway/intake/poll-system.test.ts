import { metrics } from "@opentelemetry/api";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { sku, type StockRecord } from "#model";
import { createLocalBus, createLocalLeases, globalTelemetry, type Leases, type PublishedEvent } from "#platform";
import { SystemRateLimited, type Change, type ChangesPort, type Ports } from "#sdk";
import { createTurnedClock, type TurnedClock } from "../../subgraphs/connectors/sdk/testing/turned-clock.js";
import { createIntakeInstruments } from "./instruments.js";
import { createLocalPositions } from "./position-store.js";
import { startPoller } from "./poll-system.js";

const pace = { minIntervalMs: 1_000, maxIntervalMs: 8_000 };

/** A system whose feed gives what a test puts into it, one change a page. */
function scriptedSystem() {
  const changes: Change[] = [];
  const failures: Error[] = [];
  const asked: (string | undefined)[] = [];
  const port: ChangesPort = {
    kinds: ["stock.changed"],
    read: async (_kind, after) => {
      asked.push(after);
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      if (after === undefined) return { changes: [], cursor: String(changes.length), more: false };
      const next = changes[Number(after)];
      const cursor = String(Math.min(changes.length, Number(after) + 1));
      return { changes: next === undefined ? [] : [next], cursor, more: Number(cursor) < changes.length };
    },
  };
  return { changes, failures, asked, port, change: (subject: string) => void changes.push({ type: "stock.changed", subject }) };
}

function world(clock: TurnedClock, leases: Leases = createLocalLeases()) {
  const bus = createLocalBus({ clock, telemetry: globalTelemetry() });
  const told: PublishedEvent[] = [];
  bus.onApply((event) => void told.push(event));
  const ground = {
    bus,
    positions: createLocalPositions(),
    leases,
    clock,
    log: pino({ level: "silent" }),
    instruments: createIntakeInstruments(metrics.getMeter("test")),
    random: () => 0.5,
  };
  return { ground, told, subjects: () => told.map(({ subject }) => subject) };
}

/** Lets everything that is ready run. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

async function pass(clock: TurnedClock, ms: number): Promise<void> {
  clock.advance(ms);
  await settle();
}

describe("a poller", () => {
  it("tells everything as changed when it does not know what it missed, then each change once it is there", async () => {
    const clock = createTurnedClock();
    const { ground, subjects } = world(clock);
    const system = scriptedSystem();
    const poller = startPoller({ system: { name: "erp", ports: { changes: system.port } }, pace }, ground);
    await settle();
    expect(subjects()).toEqual(["*"]);
    for (const subject of ["A", "B", "C"]) system.change(subject);
    await pass(clock, 1_500);
    expect(subjects()).toEqual(["*", "A", "B", "C"]);
    await poller.close();
  });

  it("asks less and less often while it is quiet, and often again after a change", async () => {
    const clock = createTurnedClock();
    const { ground } = world(clock);
    const system = scriptedSystem();
    const poller = startPoller({ system: { name: "erp", ports: { changes: system.port } }, pace }, ground);
    await settle();
    for (let second = 0; second < 100; second += 1) await pass(clock, 1_000);
    const quiet = system.asked.length;
    expect(quiet).toBeGreaterThan(12);
    expect(quiet).toBeLessThan(20);
    system.change("A");
    await pass(clock, 8_000);
    const after = system.asked.length;
    await pass(clock, 1_000);
    expect(system.asked.length).toBe(after + 1);
    await poller.close();
  });

  it("waits as long as the system wants it to, and longer each time it fails", async () => {
    const clock = createTurnedClock();
    const { ground } = world(clock);
    const system = scriptedSystem();
    system.failures.push(new SystemRateLimited({ system: "erp", operation: "x", retryAfterMs: 60_000 }));
    const poller = startPoller({ system: { name: "erp", ports: { changes: system.port } }, pace }, ground);
    await settle();
    await pass(clock, 59_000);
    expect(system.asked).toHaveLength(1);
    await pass(clock, 3_000);
    expect(system.asked).toHaveLength(2);
    await poller.close();
  });

  it("keeps no position for what could not be told, and tells it when it can", async () => {
    const clock = createTurnedClock();
    const { ground, subjects } = world(clock);
    const system = scriptedSystem();
    let isBroken = false;
    const bus: typeof ground.bus = {
      ...ground.bus,
      publish: async (events) => {
        if (isBroken) throw new Error("not kept");
        return ground.bus.publish(events);
      },
    };
    const poller = startPoller({ system: { name: "erp", ports: { changes: system.port } }, pace }, { ...ground, bus });
    await settle();
    isBroken = true;
    system.change("A");
    await pass(clock, 1_500);
    expect(subjects()).toEqual(["*"]);
    expect(await ground.positions.read("erp", "stock.changed")).toBe("0");
    isBroken = false;
    await pass(clock, 10_000);
    expect(subjects()).toEqual(["*", "A"]);
    await poller.close();
  });

  it("asks from one node only, and from the next one when that ends", async () => {
    const clock = createTurnedClock();
    const leases = createLocalLeases();
    const [one, other] = [world(clock, leases), world(clock, leases)];
    const [first, second] = [scriptedSystem(), scriptedSystem()];
    const poller = startPoller({ system: { name: "erp", ports: { changes: first.port } }, pace }, one.ground);
    const standby = startPoller({ system: { name: "erp", ports: { changes: second.port } }, pace }, other.ground);
    await settle();
    await pass(clock, 6_000);
    expect(second.asked).toHaveLength(0);
    await poller.close();
    await pass(clock, 6_000);
    expect(second.asked.length).toBeGreaterThan(0);
    await standby.close();
  });
});

function stockOf(versions: ReadonlyMap<string, string>): Pick<Ports, "stock"> {
  return {
    stock: {
      locations: async () => [],
      stockOf: async () => new Map(),
      scan: async function* () {
        for (const [code, version] of versions) yield [{ sku: sku(code), levels: [], incoming: [], version } satisfies StockRecord];
      },
    },
  };
}

describe("a full comparison", () => {
  it("tells what differs of a system that has no feed, and all of it when something is gone", async () => {
    const clock = createTurnedClock();
    const { ground, subjects } = world(clock);
    const versions = new Map([
      ["A", "1"],
      ["B", "1"],
    ]);
    const poller = startPoller({ system: { name: "erp", ports: stockOf(versions) }, compareEveryMs: 60_000 }, ground);
    await settle();
    expect(subjects()).toEqual(["*"]);
    versions.set("B", "2").set("C", "1");
    await pass(clock, 60_000);
    expect(subjects()).toEqual(["*", "B", "C"]);
    await pass(clock, 60_000);
    expect(subjects()).toEqual(["*", "B", "C"]);
    versions.delete("A");
    await pass(clock, 60_000);
    expect(subjects()).toEqual(["*", "B", "C", "*"]);
    await poller.close();
  });

  it("takes for drift only what the feed did not tell", async () => {
    const clock = createTurnedClock();
    const { ground, told } = world(clock);
    const versions = new Map([
      ["A", "1"],
      ["B", "1"],
    ]);
    const feed = scriptedSystem();
    const system = { name: "erp", ports: { ...stockOf(versions), changes: feed.port } };
    const poller = startPoller({ system, pace, compareEveryMs: 60_000 }, ground);
    await settle();
    for (let second = 0; second < 80; second += 1) await pass(clock, 1_000);
    told.length = 0;
    versions.set("A", "2").set("B", "2");
    feed.change("A");
    for (let second = 0; second < 90; second += 1) await pass(clock, 1_000);
    expect(told.map(({ subject }) => subject)).toEqual(["A", "B"]);
    await poller.close();
  });
});
