import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { generateMerchant } from "../merchant/generate-merchant.js";
import { demoSystemNames } from "./demo-system.js";
import { describeSystems, tableOf } from "./describe-systems.js";
import { startDemoSystems } from "./start-demo-systems.js";

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

const merchant = generateMerchant({ products: 60, customers: 12 });

it("starts every system with its own URL and credentials", async () => {
  await using demo = await startDemoSystems({ merchant });
  const { systems } = describeSystems(demo);
  expect(Object.keys(systems)).toEqual([...demoSystemNames]);
  expect(new Set(Object.values(systems).map(({ url }) => url)).size).toBe(4);
  for (const { url, vendor } of Object.values(systems)) {
    expect(await (await fetch(`${url}/_health`)).json()).toEqual({ status: "ok", vendor });
  }
  expect(tableOf(describeSystems(demo))).toContain(systems.erp.url);
});

it("does not ask for a merchant when the systems have their state already", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "demo-"));
  folders.push(dataDir);
  await (await startDemoSystems({ dataDir, merchant })).close();
  const refuse = (): never => {
    throw new Error("asked for a merchant");
  };
  await using again = await startDemoSystems({ dataDir, merchant: refuse });
  expect(again.systems.erp.vendor).toBe("odoo");
});

it("starts nothing when one port is taken", async () => {
  await using taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const address = taken.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  await expect(startDemoSystems({ merchant, ports: { shop: address.port } })).rejects.toThrow(/EADDRINUSE/);
});
