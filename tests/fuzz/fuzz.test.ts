import { expect, it } from "vitest";
import { runBursts } from "./run-bursts.js";
import { startTarget } from "./start-target.js";

const { FUZZ_MINUTES: minutes = "1", FUZZ_SEED: seed = "20261122" } = process.env;
const forMs = Number(minutes) * 60_000;

it(`stands ${minutes} min of garbage at its doors, seed ${seed}`, { timeout: forMs + 180_000 }, async () => {
  await using target = await startTarget();
  const tally = await runBursts(target, { seed: Number(seed), forMs });
  process.stdout.write(`${JSON.stringify(tally)}\n`);
  expect(tally.shots).toBeGreaterThan(0);
});
