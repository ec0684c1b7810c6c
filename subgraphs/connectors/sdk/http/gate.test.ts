import { describe, expect, it } from "vitest";
import { createGate } from "./gate.js";

const { signal } = new AbortController();

describe("the gate", () => {
  it("lets its width through, queues the next and turns away the one after", async () => {
    const gate = createGate(1, 1);
    const release = await gate.enter(signal);
    const queued = gate.enter(signal);
    expect(await gate.enter(signal)).toBeUndefined();
    expect([gate.underWay(), gate.waiting()]).toEqual([1, 1]);
    release?.();
    expect(await queued).toBeTypeOf("function");
    expect([gate.underWay(), gate.waiting()]).toEqual([1, 0]);
    (await queued)?.();
    expect(gate.underWay()).toBe(0);
  });

  it("lets who waits leave at once, and gives the place to the next", async () => {
    const gate = createGate(1, 2);
    const release = await gate.enter(signal);
    const caller = new AbortController();
    const leaving = gate.enter(caller.signal);
    const staying = gate.enter(signal);
    caller.abort(new Error("gone"));
    await expect(leaving).rejects.toThrow("gone");
    release?.();
    expect(await staying).toBeTypeOf("function");
  });
});
