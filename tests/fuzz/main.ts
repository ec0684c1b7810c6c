// npm run fuzz [-- --minutes N] [--seed N]: random bytes and mutated operations at the doors of a gateway, ten minutes unless told otherwise.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { minutes: { type: "string" }, seed: { type: "string" } } });
const { minutes = "10", seed = String(Date.now() % 1_000_000_000) } = values;
const root = fileURLToPath(new URL("../..", import.meta.url));

process.stdout.write(`${minutes} minutes, seed ${seed}\n`);
const { status } = spawnSync("vitest", ["run", "--config", ".config/vitest.config.ts", "tests/fuzz/fuzz.test.ts"], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, FUZZ_MINUTES: minutes, FUZZ_SEED: seed },
});
process.exitCode = status ?? 1;
