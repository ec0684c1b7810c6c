import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createShiftedClock, type ShiftedClock } from "../../support/shifted-clock.js";
import type { Stack } from "../../support/start-stack.js";
import {
  askPage,
  errorPaths,
  healthyPage,
  pageWithout,
  pathsOf,
  startHurriedStack,
  stateOf,
  systemNames,
  type PageData,
} from "./page-of-everything.js";

/** Longer than a circuit stays open, shorter than anything is remembered. */
const coolDownMs = 6_000;

describe.each(systemNames)("the circuit of the %s", (system) => {
  let clock: ShiftedClock;
  let stack: Stack;
  let healthy: PageData;
  beforeAll(async () => {
    clock = createShiftedClock();
    stack = await startHurriedStack({ clock });
    healthy = await healthyPage(stack);
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  const failing = async (): Promise<void> => {
    stack.systems[system].faults.add([{ match: {}, fault: "status", status: 500 }]);
    for (let pages = 0; pages < 10 && (await stateOf(stack, system)) !== "DOWN"; pages += 1) await askPage(stack);
    expect(await stateOf(stack, system)).toBe("DOWN");
  };

  it("opens when the system keeps failing, and spares it then", async () => {
    expect(await stateOf(stack, system)).toBe("UP");
    await failing();
    stack.systems[system].calls.reset();
    const answer = await askPage(stack);
    expect(stack.systems[system].calls.read().total).toBe(0);
    expect(answer.data).toEqual(pageWithout(healthy, system));
    expect(errorPaths(answer.errors)).toEqual(pathsOf(healthy, system));
    for (const { extensions } of answer.errors ?? [])
      expect(extensions).toMatchObject({ code: "SYSTEM_UNAVAILABLE", system, retryable: true });
  });

  it("opens again when the system still fails after the cool-down", async () => {
    clock.advance(coolDownMs);
    expect(await stateOf(stack, system)).toBe("TRYING");
    stack.systems[system].calls.reset();
    await askPage(stack);
    expect(stack.systems[system].calls.read().total, JSON.stringify(stack.systems[system].calls.read())).toBe(1);
    expect(await stateOf(stack, system)).toBe("DOWN");
  });

  it("closes when the system is back after the cool-down, and the page is whole again", async () => {
    stack.systems[system].faults.clear();
    clock.advance(coolDownMs);
    const answer = await askPage(stack);
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual(healthy);
    expect(await stateOf(stack, system)).toBe("UP");
  });
});
