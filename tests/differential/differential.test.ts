import { expect, it } from "vitest";
import { runCases } from "./run-cases.js";

const { DIFFERENTIAL_CASES: cases = "10000", DIFFERENTIAL_SEED: seed = "20261121", DIFFERENTIAL_GRAPH: graph } = process.env;
const wanted = { cases: Number(cases), seed: Number(seed), ...(graph !== undefined && { onlyGraph: Number(graph) }) };

it(`answers ${cases} generated operations as one server over the same data would`, { timeout: 60_000 + wanted.cases * 60 }, async () => {
  const tally = await runCases(wanted);
  process.stdout.write(`${JSON.stringify(tally)}\n`);
  if (graph !== undefined) return;
  expect(tally.cases).toBeGreaterThanOrEqual(wanted.cases);
  // Refusals are the exception: a planner that refuses everything would be right about nothing.
  expect(tally.refusedByHive / tally.cases).toBeLessThan(0.03);
  expect(tally.refusedByApollo / tally.cases).toBeLessThan(0.05);
  expect(tally.referenceOff / tally.cases).toBeLessThan(0.05);
});
