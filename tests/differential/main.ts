// npm run differential -- [--cases N] [--seed N] [--graph N]: generated operations beyond the number that a test run takes.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { cases: { type: "string" }, seed: { type: "string" }, graph: { type: "string" } } });
const { cases = "10000", seed = String(Date.now() % 1_000_000_000), graph } = values;
const root = fileURLToPath(new URL("../..", import.meta.url));

process.stdout.write(`${cases} cases, seed ${seed}\n`);
const { status } = spawnSync("vitest", ["run", "--config", ".config/vitest.config.ts", "tests/differential/differential.test.ts"], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, DIFFERENTIAL_CASES: cases, DIFFERENTIAL_SEED: seed, ...(graph !== undefined && { DIFFERENTIAL_GRAPH: graph }) },
});
process.exitCode = status ?? 1;
