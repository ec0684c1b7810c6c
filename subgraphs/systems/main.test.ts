import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";

// Below the project, so that the bundle finds the packages.
const folder = mkdtempSync(fileURLToPath(new URL("../../node_modules/.systems-", import.meta.url)));
const script = join(folder, "main.mjs");

beforeAll(() =>
  build({
    entryPoints: [fileURLToPath(new URL("main.ts", import.meta.url))],
    outfile: script,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
  }),
);
afterAll(() => rmSync(folder, { recursive: true }));

function start(...args: string[]): ChildProcess {
  return fork(script, args, { stdio: ["ignore", "pipe", "pipe", "ipc"] });
}

const readySchema = z.object({
  type: z.literal("ready"),
  systems: z.record(z.string(), z.object({ vendor: z.string(), url: z.url(), credentials: z.record(z.string(), z.string()) })),
});

it("tells its parent where the systems are, and stops when asked", async () => {
  const child = start("--data-dir", join(folder, "state"), "--json");
  const [message]: unknown[] = await once(child, "message");
  const { systems } = readySchema.parse(message);
  expect(Object.entries(systems).map(([name, { vendor }]) => `${name} ${vendor}`)).toEqual([
    "erp odoo",
    "pim akeneo",
    "crm hubspot",
    "shop shopify",
  ]);
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
});

it("ends with its parent", async () => {
  const child = start();
  await once(child, "message");
  child.disconnect();
  expect(await once(child, "exit")).toEqual([0, null]);
});

it("refuses what it does not understand, and says how it is called", async () => {
  const child = start("--port-base", "eighty");
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  expect(await once(child, "close")).toEqual([2, null]);
  expect(said).toMatch(/--port-base[\s\S]*Usage:/);
});
