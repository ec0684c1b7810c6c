import { fork } from "node:child_process";
import { once } from "node:events";
import { distFile, loadFromDist } from "#bench/run/dist";

/** The demo's systems in a process of their own, with nothing kept on disk. */
export interface Systems extends AsyncDisposable {
  readonly pid: number;
  /** Address and credentials of the simulated ERP. */
  readonly erp: { readonly url: string; readonly credentials: Readonly<Record<string, string>> };
  /** The settings of a gateway over these systems, as the demo has them. */
  readonly settings: object;
}

/** Starts the demo's systems on free ports. */
export async function startSystems(): Promise<Systems> {
  const child = fork(distFile("subgraphs/systems/main.js"), [], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const [{ systems }] = await once(child, "message");
  const { demoSettings } = await loadFromDist("gateway/config/index.js");
  if (typeof demoSettings !== "function") throw new Error("This build has no demo settings.");
  return {
    pid: child.pid ?? 0,
    erp: systems.erp,
    settings: demoSettings(systems),
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}
