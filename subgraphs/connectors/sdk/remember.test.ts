import { describe, expect, it } from "vitest";
import { createRemembered } from "./remember.js";
import { createTurnedClock } from "./testing/turned-clock.js";

const call = {};

function counted(options: { maxKeys?: number; fail?: () => boolean } = {}) {
  const clock = createTurnedClock();
  const loads: string[] = [];
  const load = async (key: string): Promise<string> => {
    loads.push(key);
    if (options.fail?.()) throw new Error("down");
    return `${key}#${loads.length}`;
  };
  const { maxKeys } = options;
  const memory = createRemembered(
    { name: "taxes", ttlMs: 1_000, load, ...(maxKeys === undefined ? {} : { maxKeys }) },
    { system: "erp", clock },
  );
  return { clock, loads, memory };
}

describe("remembered reference data", () => {
  it("loads once for all who ask at the same time, and again when its time is up", async () => {
    const { clock, loads, memory } = counted();
    expect(await Promise.all([memory.get("a", call), memory.get("a", call)])).toEqual(["a#1", "a#1"]);
    clock.advance(999);
    expect(await memory.get("a", call)).toBe("a#1");
    clock.advance(1);
    expect(await memory.get("a", call)).toBe("a#2");
    expect(loads).toEqual(["a", "a"]);
  });

  it("does not remember a failed load", async () => {
    let isDown = true;
    const { memory } = counted({ fail: () => isDown });
    await expect(memory.get("a", call)).rejects.toThrow("down");
    isDown = false;
    expect(await memory.get("a", call)).toBe("a#2");
  });

  it("forgets the oldest key when it is full, and what it is told to forget", async () => {
    const { loads, memory } = counted({ maxKeys: 2 });
    for (const key of ["a", "b", "c", "a"]) await memory.get(key, call);
    expect(loads).toEqual(["a", "b", "c", "a"]);
    memory.forget("a");
    await memory.get("a", call);
    memory.forget();
    await memory.get("c", call);
    expect(loads).toEqual(["a", "b", "c", "a", "a", "c"]);
  });

  it("takes equal objects as one key", async () => {
    let loads = 0;
    const load = async (): Promise<number> => (loads += 1);
    const memory = createRemembered<{ id: number }, number>({ name: "x", ttlMs: 1, load }, { system: "erp", clock: createTurnedClock() });
    await memory.get({ id: 1 }, call);
    await memory.get({ id: 1 }, call);
    expect(loads).toBe(1);
  });

  it("fails only the caller whose time is up, not those who wait for the same load", async () => {
    const answer = Promise.withResolvers<string>();
    const memory = createRemembered({ name: "x", ttlMs: 1_000, load: () => answer.promise }, { system: "erp", clock: createTurnedClock() });
    const caller = new AbortController();
    const first = memory.get("a", { signal: caller.signal });
    const second = memory.get("a", call);
    caller.abort();
    await expect(first).rejects.toMatchObject({ code: "SYSTEM_TIMEOUT", detail: { system: "erp", operation: "load x" } });
    answer.resolve("late");
    expect(await second).toBe("late");
  });
});
