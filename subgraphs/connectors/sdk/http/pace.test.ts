import { RateLimiterMemory } from "rate-limiter-flexible";
import { describe, expect, it } from "vitest";
import { createTurnedClock } from "../testing/turned-clock.js";
import { createLocalPace } from "./pace.js";
import { createSharedPace } from "./shared-pace.js";

const { signal } = new AbortController();
const patient = { maxWaitMs: 10_000, signal };

function started(burst?: number) {
  const clock = createTurnedClock();
  return { clock, pace: createLocalPace({ perSecond: 2, burst, maxWaiting: 2, clock }) };
}

describe("the pace of one process", () => {
  it("lets a burst through at once and the rest as the bucket fills, first come first served", async () => {
    const { clock, pace } = started(2);
    await pace.enter(2, patient);
    const order: string[] = [];
    const first = pace.enter(1, patient).then(() => order.push("first"));
    const second = pace.enter(1, patient).then(() => order.push("second"));
    clock.advance(500);
    await first;
    expect(order).toEqual(["first"]);
    clock.advance(500);
    await second;
    expect(order).toEqual(["first", "second"]);
  });

  it("never lets more through than the burst and what was filled since", async () => {
    const { clock, pace } = started(3);
    let admitted = 0;
    for (let tick = 0; tick < 40; tick += 1) {
      while ((await pace.enter(1, { maxWaitMs: 0, signal })).isAdmitted) admitted += 1;
      clock.advance(100);
    }
    expect(admitted).toBeLessThanOrEqual(3 + 2 * 4);
    expect(admitted).toBeGreaterThanOrEqual(3 + 2 * 4 - 1);
  });

  it("turns away who would wait too long or finds too many waiting, without taking points", async () => {
    const { clock, pace } = started(1);
    await pace.enter(1, patient);
    expect(await pace.enter(1, { maxWaitMs: 100, signal })).toEqual({ isAdmitted: false, retryAfterMs: 500 });
    const waiting = [pace.enter(1, patient), pace.enter(1, patient)];
    expect(await pace.enter(1, patient)).toEqual({ isAdmitted: false, retryAfterMs: 1_500 });
    clock.advance(1_000);
    expect(await Promise.all(waiting)).toEqual([{ isAdmitted: true }, { isAdmitted: true }]);
  });

  it("gives back the points of who leaves", async () => {
    const { pace } = started(1);
    await pace.enter(1, patient);
    const caller = new AbortController();
    const left = pace.enter(1, { maxWaitMs: 10_000, signal: caller.signal });
    caller.abort(new Error("gone"));
    await expect(left).rejects.toThrow("gone");
    expect(await pace.enter(1, { maxWaitMs: 100, signal })).toEqual({ isAdmitted: false, retryAfterMs: 500 });
  });

  it("lets nobody in during a pause", async () => {
    const { clock, pace } = started(5);
    pace.pause(2_000);
    expect(await pace.enter(1, { maxWaitMs: 1_000, signal })).toEqual({ isAdmitted: false, retryAfterMs: 2_000 });
    clock.advance(2_000);
    expect(await pace.enter(1, { maxWaitMs: 0, signal })).toEqual({ isAdmitted: true });
  });
});

describe("a shared pace", () => {
  it("counts what every node takes, and turns away who would wait too long", async () => {
    const limiter = new RateLimiterMemory({ points: 2, duration: 60 });
    const node = () => createSharedPace({ limiter, key: "erp", clock: createTurnedClock(), maxWaiting: 10 });
    const [one, other] = [node(), node()];
    expect(await one.enter(1, patient)).toEqual({ isAdmitted: true });
    expect(await other.enter(1, patient)).toEqual({ isAdmitted: true });
    expect(await one.enter(1, patient)).toMatchObject({ isAdmitted: false });
  });

  it("waits for the next window", async () => {
    const limiter = new RateLimiterMemory({ points: 1, duration: 60 });
    const clock = createTurnedClock();
    const pace = createSharedPace({ limiter, key: "erp", clock, maxWaiting: 10 });
    await pace.enter(1, patient);
    const waiting = pace.enter(1, { maxWaitMs: 120_000, signal });
    expect(await clock.nextWait()).toBeGreaterThan(50_000);
    await limiter.delete("erp");
    clock.advance(60_000);
    expect(await waiting).toEqual({ isAdmitted: true });
  });
});
