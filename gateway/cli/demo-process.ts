import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { systemsReady, type DemoDescriptions } from "../config/index.js";

/** The demo's systems in a process of their own. */
export interface DemoProcess {
  readonly systems: DemoDescriptions;
  readonly close: () => Promise<void>;
}

const entry = fileURLToPath(new URL("../../subgraphs/systems/main.js", import.meta.url));

/**
 * Starts the demo merchant's simulated systems as another process, with their state below `dataDir`: real protocols on the wire, and their
 * work does not slow the gateway down. Throws when it ends before its systems listen.
 */
export async function startDemoProcess(dataDir: string): Promise<DemoProcess> {
  const child = fork(entry, ["--data-dir", dataDir], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const systems = await readySystems(child);
  return { systems, close: () => stop(child) };
}

async function readySystems(child: ChildProcess): Promise<DemoDescriptions> {
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`The demo's systems ended with code ${String(code)} before they listened; "npm run systems" shows why.`);
  });
  const received: unknown[] = await Promise.race([once(child, "message"), ended]);
  ended.catch(() => undefined);
  return systemsReady.parse(received[0]).systems;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}
