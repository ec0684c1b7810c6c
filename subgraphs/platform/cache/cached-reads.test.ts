import { describe, expect, it } from "vitest";
import { defineError } from "../errors/define-error.js";
import type { ChangeEvent } from "../events/change-event.js";
import { globalTelemetry } from "../telemetry/telemetry.js";
import { createCacheInstruments } from "./cache-instruments.js";
import type { CachedKind, CachedQuestion, CacheLimits } from "./cached-kind.js";
import { changeTags, createChangeFence } from "./change-fence.js";
import { createEntityCache } from "./entity-cache.js";
import { createMemoryStore } from "./memory-store.js";
import { createBusCluster } from "./testing/bus-cluster.js";

interface Call {
  readonly keys: readonly string[];
  readonly signal: AbortSignal | undefined;
  readonly deadline: number | undefined;
  readonly answer: (values?: Readonly<Record<string, string>>) => void;
  readonly fail: (error: Error) => void;
}

const SystemDown = defineError<object>({ code: "SYSTEM_DOWN", status: 503, retry: "later", message: () => "Try again later." });
const limits: CacheLimits = { staleWhileErrorMs: 10_000, staleAfterMs: 500, unknownMs: 100 };

/** A system whose every call waits until the test answers it. */
function openWorld(kind: Partial<CachedKind<string, string>> = {}) {
  const { nodes, publish } = createBusCluster(1);
  const bus = nodes[0]!;
  const instruments = createCacheInstruments(globalTelemetry().meter);
  let now = Date.UTC(2026, 0, 1);
  const cache = createEntityCache({
    bus,
    fence: createChangeFence({ bus }),
    memory: createMemoryStore({ maxEntries: 100, maxBytes: 100_000 }, instruments),
    clock: { now: () => now, wait: () => Promise.resolve() },
    instruments,
    limits,
  });
  const reads = cache.kind<string, string>({
    kind: "stock",
    system: "erp",
    lifetimeMs: () => 1000,
    tagsOf: (subject) => changeTags({ type: "stock.changed", system: "erp", subject }),
    ...kind,
  });
  const calls: Call[] = [];
  const load: CachedQuestion<string, string>["load"] = (keys, { signal, deadline }) =>
    new Promise((resolve, fail) => {
      const all = Object.fromEntries(keys.map((key) => [key, `${key} 1`]));
      calls.push({ keys, signal, deadline, fail, answer: (values = all) => resolve(new Map(Object.entries(values))) });
    });
  const ask = (keys: readonly string[], rest: Partial<CachedQuestion<string, string>> = {}) =>
    reads.read({ keys, waiting: {}, load, ...rest });
  return {
    calls,
    ask,
    publish,
    bus,
    advance: (ms: number) => (now += ms),
    now: () => now,
    /** Asks, and has the system answer. */
    fill: async (keys: readonly string[], rest: Partial<CachedQuestion<string, string>> = {}) => {
      const asked = ask(keys, rest);
      await settled();
      calls.at(-1)?.answer();
      return asked;
    },
  };
}

/** Everything that needs no system has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const changed = (subject: string, payload?: unknown): ChangeEvent => ({
  type: "stock.changed",
  subject,
  system: "erp",
  origin: "webhook",
  receivedAt: "2026-01-01T00:00:01.000Z",
  payload,
});

describe("reads through the cache", () => {
  it("ask the system once for what is missing, all of it in one call", async () => {
    const { ask, fill, calls } = openWorld();
    await fill(["A", "B"]);
    const asked = ask(["A", "B", "C", "D"]);
    await settled();
    expect(calls.map(({ keys }) => keys)).toEqual([
      ["A", "B"],
      ["C", "D"],
    ]);
    calls[1]?.answer();
    expect([...(await asked)].map(([key, outcome]) => [key, "value" in outcome && outcome.value])).toEqual(
      expect.arrayContaining(["A", "B", "C", "D"].map((key) => [key, `${key} 1`])),
    );
  });

  it("join a call that is under way for the same key", async () => {
    const { ask, calls } = openWorld();
    const all = Promise.all([ask(["A", "B"]), ask(["B", "C"]), ask(["A"])]);
    await settled();
    expect(calls.map(({ keys }) => keys)).toEqual([["A", "B"], ["C"]]);
    for (const { answer } of calls) answer();
    expect((await all).map((found) => [...found.keys()].toSorted())).toEqual([["A", "B"], ["B", "C"], ["A"]]);
  });

  it("do not join a call that a change has overtaken", async () => {
    const { ask, calls, publish } = openWorld();
    const early = ask(["A"]);
    await settled();
    await publish([changed("A")]);
    const late = ask(["A"]);
    await settled();
    expect(calls).toHaveLength(2);
    calls[1]?.answer({ A: "new" });
    expect((await late).get("A")).toMatchObject({ value: "new" });
    calls[0]?.answer({ A: "old" });
    expect((await early).get("A")).toMatchObject({ value: "old" });
    expect((await ask(["A"])).get("A")).toMatchObject({ value: "new" });
  });

  it("take each key from the call that they joined for it, not from an older one that has it as well", async () => {
    const { ask, calls, publish } = openWorld();
    void ask(["A", "B"]);
    await settled();
    await publish([changed("A")]);
    const late = ask(["A", "B"]);
    await settled();
    expect(calls.map(({ keys }) => keys)).toEqual([["A", "B"], ["A"]]);
    calls[0]?.answer({ A: "old", B: "B 1" });
    calls[1]?.answer({ A: "new" });
    expect([...(await late)].map(([key, outcome]) => [key, "value" in outcome && outcome.value])).toEqual([
      ["A", "new"],
      ["B", "B 1"],
    ]);
  });

  it("keep apart what depends on something else beside the key", async () => {
    const { ask, fill, calls } = openWorld();
    await fill(["A"], { context: "trade" });
    void ask(["A"], { context: "public" });
    await settled();
    expect(calls).toHaveLength(2);
  });

  it("ask again when the lifetime is over, or the value's own end has come", async () => {
    const ends: number[] = [];
    const { fill, calls, advance, now } = openWorld({ endOf: () => ends.at(-1) });
    await fill(["A"]);
    advance(999);
    await fill(["A"]);
    expect(calls).toHaveLength(1);
    advance(1);
    ends.push(now() + 10);
    await fill(["A"]);
    expect(calls).toHaveLength(2);
    advance(10);
    await fill(["A"]);
    expect(calls).toHaveLength(3);
  });

  it("ask each time while the lifetime is nothing, and still share a call", async () => {
    const { ask, fill, calls } = openWorld({ lifetimeMs: () => 0 });
    await fill(["A"]);
    void ask(["A"]);
    void ask(["A"]);
    await settled();
    expect(calls).toHaveLength(2);
  });

  it("believe for a short while that the system does not know a key", async () => {
    const { ask, calls, advance } = openWorld();
    const first = ask(["X"]);
    await settled();
    calls[0]?.answer({});
    expect([...(await first)]).toEqual([]);
    expect([...(await ask(["X"]))]).toEqual([]);
    advance(limits.unknownMs);
    void ask(["X"]);
    await settled();
    expect(calls).toHaveLength(2);
  });

  it("ask the system past everything while this node does not hear of changes", async () => {
    const { ask, fill, calls, bus } = openWorld();
    await fill(["A"]);
    bus.connect(false);
    void ask(["A"]);
    void ask(["A"]);
    await settled();
    expect(calls).toHaveLength(3);
    bus.connect(true);
    await ask(["A"]);
  });
});

describe("a change", () => {
  const correction: CachedKind<string, string>["correction"] = {
    type: "stock.changed",
    read: ({ payload }) => (Array.isArray(payload) ? { key: String(payload[0]), value: String(payload[1]) } : undefined),
  };

  it("that tells its value corrects what is kept, and nothing else", async () => {
    const { ask, fill, calls, publish } = openWorld({ correction });
    await fill(["A", "B"]);
    await publish([changed("A", ["A", "A 2"]), changed("C", ["C", "C 2"])]);
    await settled();
    expect(await ask(["A", "B"])).toEqual(
      new Map([
        ["A", { value: "A 2", asOf: "2026-01-01T00:00:01.000Z", stale: false }],
        ["B", { value: "B 1", asOf: "2026-01-01T00:00:00.000Z", stale: false }],
      ]),
    );
    void ask(["C"]);
    await settled();
    expect(calls.map(({ keys }) => keys)).toEqual([["A", "B"], ["C"]]);
  });

  it("that tells no value, or one that cannot be read, makes what is kept fall", async () => {
    const { ask, fill, calls, publish } = openWorld({ correction });
    await fill(["A", "B"]);
    await publish([changed("A"), changed("B", "nonsense")]);
    void ask(["A", "B"]);
    await settled();
    expect(calls.map(({ keys }) => keys)).toEqual([
      ["A", "B"],
      ["A", "B"],
    ]);
  });
});

describe("while the system cannot be asked", () => {
  const failing = async (world: ReturnType<typeof openWorld>, keys: readonly string[], waiting = {}) => {
    const asked = world.ask(keys, { waiting });
    await settled();
    world.calls.at(-1)?.fail(new SystemDown({}));
    return asked;
  };

  it("the last known value stands in, marked as stale, until its limit; then the error", async () => {
    const world = openWorld();
    await world.fill(["A"]);
    world.advance(2000);
    expect((await failing(world, ["A", "B"])).get("A")).toEqual({ value: "A 1", asOf: "2026-01-01T00:00:00.000Z", stale: true });
    expect((await failing(world, ["A", "B"])).get("B")).toMatchObject({ code: "SYSTEM_DOWN" });
    world.advance(limits.staleWhileErrorMs);
    expect((await failing(world, ["A"])).get("A")).toMatchObject({ code: "SYSTEM_DOWN" });
  });

  it("a value that a change has overtaken does not stand in", async () => {
    const world = openWorld();
    await world.fill(["A"]);
    await world.publish([changed("A")]);
    expect((await failing(world, ["A"])).get("A")).toMatchObject({ code: "SYSTEM_DOWN" });
  });

  it("is waited for less when every key has a last known value, and never to the end when some have", async () => {
    const world = openWorld();
    await world.fill(["A"]);
    world.advance(2000);
    const waiting = { deadline: world.now() + 1000 };
    await failing(world, ["A"], waiting);
    expect(world.calls.at(-1)?.deadline).toBe(world.now() + limits.staleAfterMs);
    await failing(world, ["A", "B"], waiting);
    expect(world.calls.at(-1)?.deadline).toBe(world.now() + 800);
    await failing(world, ["B"], waiting);
    expect(world.calls.at(-1)?.deadline).toBe(waiting.deadline);
  });
});

describe("those who share a call", () => {
  it("are not hurt when the one who started it leaves; it is called off when all have left", async () => {
    const { ask, calls } = openWorld();
    const [first, second] = [new AbortController(), new AbortController()];
    void ask(["A"], { waiting: { signal: first.signal } });
    void ask(["A"], { waiting: { signal: second.signal } });
    await settled();
    first.abort();
    expect(calls[0]?.signal?.aborted).toBe(false);
    second.abort();
    expect(calls[0]?.signal?.aborted).toBe(true);
  });

  it("ask for themselves when it fails and they have more time than its starter", async () => {
    const { ask, calls, now } = openWorld();
    const hurried = ask(["A"], { waiting: { deadline: now() + 10 } });
    const patient = ask(["A"], { waiting: { deadline: now() + 1000 } });
    await settled();
    calls[0]?.fail(new SystemDown({}));
    expect((await hurried).get("A")).toBeInstanceOf(Error);
    await settled();
    calls[1]?.answer();
    expect((await patient).get("A")).toMatchObject({ value: "A 1" });
  });
});
