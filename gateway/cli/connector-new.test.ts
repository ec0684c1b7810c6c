import { cp, mkdir, mkdtemp, readFile, rm, stat, symlink } from "node:fs/promises";
import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { newConnector } from "./connector-new.js";

const project = fileURLToPath(new URL("../..", import.meta.url));
const shared = ["package.json", "tsconfig.json", ".config", "subgraphs/model", "subgraphs/platform", "subgraphs/connectors/sdk"];

/** A copy of the project with as much as a connector stands on. */
async function copyProject(): Promise<{ readonly root: string } & AsyncDisposable> {
  const root = await mkdtemp(join(tmpdir(), "connector-new-"));
  for (const path of shared) await cp(join(project, path), join(root, path), { recursive: true });
  await symlink(join(project, "node_modules"), join(root, "node_modules"));
  await mkdir(join(root, "tests/contract"), { recursive: true });
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true }) };
}

const oneTest = z.object({ status: z.string(), fullName: z.string() });
const vitestReport = z.object({ testResults: z.array(z.object({ assertionResults: z.array(oneTest) })) });

interface Report {
  readonly passed: readonly string[];
  readonly failed: readonly string[];
}

async function runTests(root: string, path: string): Promise<Report> {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const args = [vitest, "run", "--config", ".config/vitest.config.ts", "--reporter=json", "--no-color", path];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, maxBuffer: 1 << 26 }).catch(outputOfFailure);
  const report = vitestReport.parse(JSON.parse(stdout.slice(stdout.indexOf("{"))));
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const named = (status: string): string[] => tests.filter((test) => test.status === status).map(({ fullName }) => fullName);
  return { passed: named("passed"), failed: named("failed") };
}

function outputOfFailure(error: unknown): { readonly stdout: string } {
  if (error instanceof Error && "stdout" in error && typeof error.stdout === "string") return { stdout: error.stdout };
  throw error;
}

describe("a new connector", () => {
  it("is a folder that type-checks, is registered, passes its own test, and whose contract suite runs red", async () => {
    await using copy = await copyProject();
    const paths = await newConnector("acme-erp", copy.root);
    for (const path of paths) expect((await stat(join(copy.root, path))).isFile()).toBe(true);
    const registry = await readFile(join(copy.root, "subgraphs/connectors/registry.generated.ts"), "utf8");
    expect(registry).toContain('"acme-erp": () => import("./acme-erp/index.js")');

    const tsc = join(copy.root, "node_modules/typescript/bin/tsc");
    const check = promisify(execFile)(process.execPath, [tsc, "-p", "tsconfig.json", "--noEmit"], { cwd: copy.root });
    expect((await check.catch(outputOfFailure)).stdout).toBe("");

    expect((await runTests(copy.root, "subgraphs/connectors/acme-erp")).failed).toEqual([]);
    const contract = await runTests(copy.root, "tests/contract/acme-erp");
    expect(contract.passed).toContain("connector acme-erp manifest gives exactly the ports that it declares");
    expect(contract.failed).toContain("connector acme-erp stock.stockOf answers what is known and leaves out what is not");
  }, 120_000);

  it("is missed by the check of the registry when its folder goes", async () => {
    await using copy = await copyProject();
    await newConnector("acme", copy.root);
    const script = join(copy.root, ".config/scripts/generate-registry.ts");
    const check = (): Promise<unknown> => promisify(execFile)(process.execPath, [script, "--check", "--root", copy.root]);
    await check();
    await rm(join(copy.root, "subgraphs/connectors/acme"), { recursive: true });
    await expect(check()).rejects.toThrow("registry.generated.ts is stale");
  });

  it.each(["Acme", "acme_erp", "9acme", "", "../evil", "acme-"])("refuses the name %j and says which would do", async (name) => {
    await expect(newConnector(name, "nowhere")).rejects.toMatchObject({ code: "CONNECTOR_NAME_INVALID" });
  });

  it("suggests the nearest name", async () => {
    await expect(newConnector("AcmeErp 2", "nowhere")).rejects.toThrow('for example "acme-erp-2"');
  });

  it("refuses a name that is taken, and leaves what is there alone", async () => {
    await using copy = await copyProject();
    await newConnector("acme", copy.root);
    await expect(newConnector("acme", copy.root)).rejects.toMatchObject({ code: "CONNECTOR_NAME_TAKEN" });
    await expect(newConnector("sdk", copy.root)).rejects.toMatchObject({ code: "CONNECTOR_NAME_TAKEN" });
  });
});
