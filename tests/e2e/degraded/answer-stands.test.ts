import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Fault } from "#systems";
import { createShiftedClock } from "../../support/shifted-clock.js";
import type { Stack } from "../../support/start-stack.js";
import {
  askPage,
  deadlineMs,
  errorPaths,
  healthyPage,
  marginMs,
  pageWithout,
  pathsOf,
  startHurriedStack,
  systemNames,
  type PageData,
  type SystemName,
} from "./page-of-everything.js";

interface Failure {
  readonly how: string;
  readonly fault: Omit<Fault, "match">;
  readonly code: string;
}

const failures: readonly Failure[] = [
  { how: "hangs", fault: { fault: "hang" }, code: "SYSTEM_TIMEOUT" },
  { how: "answers 500", fault: { fault: "status", status: 500 }, code: "SYSTEM_UNAVAILABLE" },
  { how: "answers garbage", fault: { fault: "garbage" }, code: "SYSTEM_BAD_ANSWER" },
  { how: "answers 429", fault: { fault: "status", status: 429 }, code: "SYSTEM_RATE_LIMITED" },
  { how: "answers 429 and wants a long wait", fault: { fault: "status", status: 429, retryAfter: 30 }, code: "SYSTEM_RATE_LIMITED" },
  { how: "resets connections", fault: { fault: "reset" }, code: "SYSTEM_UNAVAILABLE" },
];

/** Longer than any cool-down and any wait that a vendor asked for above. */
const recoveryMs = 40_000;

describe.each(systemNames)("an answer while the %s", (system) => {
  const clock = createShiftedClock();
  let stack: Stack;
  let healthy: PageData;
  beforeAll(async () => {
    stack = await startHurriedStack({ clock });
  });
  afterAll(() => stack[Symbol.asyncDispose]());
  beforeEach(async () => {
    stack.systems[system].faults.clear();
    clock.advance(recoveryMs);
    healthy = await healthyPage(stack);
  });

  it.each(failures)("$how stands without its fields, within the deadline", async ({ fault, code }) => {
    stack.systems[system].faults.add([{ match: {}, ...fault }]);
    await expectAnswerWithout(stack, system, { healthy, code });
  });

  it("cannot be reached stands without its fields, within the deadline", async () => {
    await stack.systems[system].close();
    await expectAnswerWithout(stack, system, { healthy, code: "SYSTEM_UNAVAILABLE" });
  });
});

interface Expected {
  readonly healthy: PageData;
  readonly code: string;
}

async function expectAnswerWithout(stack: Stack, system: SystemName, { healthy, code }: Expected): Promise<void> {
  const { status, data, errors, tookMs } = await askPage(stack);
  expect(status).toBe(200);
  expect(data).toEqual(pageWithout(healthy, system));
  expect(errorPaths(errors)).toEqual(pathsOf(healthy, system));
  for (const { extensions } of errors ?? []) expect(extensions).toMatchObject({ system, retryable: true });
  // Once the circuit is open, the fields that come later in the same answer are told so.
  const codes = new Set(errors?.map(({ extensions }) => extensions?.code));
  expect(codes).toContain(code);
  expect([...codes].filter((one) => one !== code && one !== "SYSTEM_UNAVAILABLE")).toEqual([]);
  expect(tookMs).toBeLessThan(deadlineMs + marginMs);
}
