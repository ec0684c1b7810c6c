import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";

/** Writes every generated file, or with `--check` says which are stale and exits with 1. */
const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
const root = join(import.meta.dirname, "../..");
const check = values.check ? ["--check"] : [];
const codegen = join(root, "node_modules/@graphql-codegen/cli/esm/bin.js");
// In this order: the registry is part of the build, the schema comes from the build, typed operations from the schema.
const steps = [
  { name: "connector registry", command: [".config/scripts/generate-registry.ts", ...check] },
  { name: "connector pages", command: [".config/scripts/generate-connector-pages.ts", ...check] },
  { name: "settings reference", command: [".config/scripts/generate-settings-reference.ts", ...check] },
  { name: "error reference", command: [".config/scripts/generate-error-reference.ts", ...check] },
  { name: "build", command: [".config/scripts/build.mjs", "--if-stale"] },
  { name: "schema", command: [".config/scripts/generate-schema.ts", ...check] },
  { name: "typed operations", command: [codegen, "--config", "codegen.yml", "--errors-only", ...check] },
];
const failed = steps.filter(({ command }) => spawnSync(process.execPath, command, { cwd: root, stdio: "inherit" }).status !== 0);
for (const { name } of failed) console.error(`${name}: ${values.check ? 'stale or broken; "npm run generate" makes it anew' : "failed"}.`);
if (failed.length > 0) process.exitCode = 1;
