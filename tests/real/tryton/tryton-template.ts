import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const modules = ["sale_price_list", "stock_supply", "sale_opportunity", "account_invoice_stock", "purchase", "production"];
const installed = "/usr/lib/python3/dist-packages/trytond/modules";
const sources = ["build-template", "seed.py", "sale_to_state.py", "merchant.json"];

/** A database file with the merchant in it, to be copied and never opened itself. */
export interface TrytonTemplate {
  readonly file: string;
  /** ISO date that the merchant's relative dates count from. */
  readonly seededOn: string;
}

/** Who the merchant's own systems log in as. */
export const trytonLogin = { user: "gateway", admin: "admin", password: "sleigh-bram7x" } as const;

/** Why the tests on a real Tryton cannot run here, or `undefined` when they can. */
export function trytonMissing(): string | undefined {
  if (process.env["TRYTON_SERVER"] === "off") return "TRYTON_SERVER=off: the tests on a real Tryton are switched off";
  const needed = [
    "/usr/bin/trytond",
    "/usr/bin/trytond-admin",
    "/usr/lib/python3/dist-packages/proteus/__init__.py",
    `${installed}/production`,
  ];
  const absent = needed.find((path) => !existsSync(path));
  return absent === undefined ? undefined : `${absent} is missing: run .ci/install-tryton`;
}

/**
 * The template of today, built when there is none yet: about a minute to activate the modules, once, and another to write the merchant, once a
 * day since its dates count from today. Builders wait for each other.
 */
export async function trytonTemplate(): Promise<TrytonTemplate> {
  const seededOn = new Date().toISOString().slice(0, 10);
  const folder = join(tmpdir(), "passerelle-tryton");
  const activated = join(folder, `activated-${digest([...modules, trytonLogin.password])}.sqlite`);
  const file = join(folder, `merchant-${digest([...modules, trytonLogin.password, seededOn, ...sources.map(sourceText)])}.sqlite`);
  await mkdir(folder, { recursive: true });
  if (!existsSync(file)) await build(folder, activated, file);
  return { file, seededOn };
}

async function build(folder: string, activated: string, file: string): Promise<void> {
  const script = fileURLToPath(new URL("build-template", import.meta.url));
  const builder = [script, activated, file, modules.join(" "), trytonLogin.user, trytonLogin.password];
  await run("flock", [join(folder, "lock"), "bash", ...builder], { env: trytonEnvironment(), maxBuffer: 16_000_000 });
}

/** What a Tryton process is given to live in: the search path, UTC, and nothing of the test run's own settings. */
export function trytonEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], HOME: process.env["HOME"], TZ: "UTC", LC_ALL: "C.UTF-8", PYTHONUNBUFFERED: "1" };
}

function sourceText(name: string): string {
  return readFileSync(new URL(name, import.meta.url), "utf8");
}

function digest(parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 16);
}
