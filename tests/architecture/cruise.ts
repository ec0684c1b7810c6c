import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";

const root = new URL("../../", import.meta.url);
const cruiser = fileURLToPath(new URL("node_modules/dependency-cruiser/bin/dependency-cruise.mjs", root));
const config = fileURLToPath(new URL(".config/dependency-cruiser.cjs", root));
const configFormat = z.object({ forbidden: z.array(z.object({ name: z.string() })) });
const reportFormat = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

/** What the boundary check finds in a tree. */
export interface Cruise {
  readonly modules: number;
  /** `rule: from → to`, sorted. */
  readonly violations: readonly string[];
}

/** Folder of this repository. */
export const repository = fileURLToPath(root);

/** Runs the repository's own boundary rules on the tree in a folder. */
export async function cruise(folder: string): Promise<Cruise> {
  const options = ["--config", config, "--output-type", "json", "gateway", "subgraphs", "tests"];
  const { stdout } = await promisify(execFile)(process.execPath, [cruiser, ...options], { cwd: folder, maxBuffer: 1e9 });
  const { summary } = reportFormat.parse(JSON.parse(stdout));
  const violations = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
  return { modules: summary.totalCruised, violations: violations.toSorted() };
}

/** Names of all boundary rules. */
export async function ruleNames(): Promise<readonly string[]> {
  const loaded: unknown = await import(config);
  const { default: rules } = z.object({ default: configFormat }).parse(loaded);
  return rules.forbidden.map(({ name }) => name);
}
