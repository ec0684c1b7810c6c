import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { type VendureFacts, vendureFacts } from "./vendure-facts.js";

/** A Vendure server that runs as a process of its own until it is disposed of. */
export interface RunningVendure extends VendureFacts, AsyncDisposable {}

type VendureProcess = ChildProcessByStdio<Writable, Readable, Readable>;

/** Why the tests on a real Vendure cannot run here, or `undefined` when they can. */
export function vendureMissing(): string | undefined {
  const installed = fileURLToPath(new URL("server/node_modules/@vendure/core/package.json", import.meta.url));
  return existsSync(installed) ? undefined : "Vendure is not installed: run .ci/install-vendure";
}

/**
 * Starts a Vendure 3.7 server on a free port, filled through its own API, and waits until it answers (about ten seconds).
 *
 * The process gets an environment of its own: no telemetry, no secrets of the test run. It also ends when this process does.
 */
export async function startVendure(): Promise<RunningVendure> {
  const server = spawn(process.execPath, [fileURLToPath(new URL("server/vendure-server.mjs", import.meta.url))], {
    env: { VENDURE_DISABLE_TELEMETRY: "true", NODE_ENV: "test", TZ: "UTC" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const facts = await printedFacts(server);
  return { ...facts, [Symbol.asyncDispose]: () => stop(server) };
}

async function printedFacts(server: VendureProcess): Promise<VendureFacts> {
  const complaints: string[] = [];
  server.stderr.setEncoding("utf8").on("data", (text: string) => complaints.push(text));
  const printed: string[] = [];
  for await (const line of createInterface({ input: server.stdout })) {
    if (line.startsWith("{")) return parseFacts(line, server);
    printed.push(line);
  }
  throw new Error(`Vendure stopped before it could be used:\n${[...printed, ...complaints].join("\n").slice(-4_000)}`);
}

function parseFacts(line: string, server: VendureProcess): VendureFacts {
  server.stdout.resume();
  return vendureFacts.parse(JSON.parse(line));
}

async function stop(server: VendureProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, "exit");
  server.stdin.end();
  await exited;
}
