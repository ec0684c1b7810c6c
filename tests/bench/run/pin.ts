import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";

const program = "/usr/bin/taskset";

/** The core that is the measured gateway's own: the last one, where there are two or more and the system can pin; read it before pinning this process. */
export function gatewayCore(): number | undefined {
  const cores = availableParallelism();
  return cores > 1 && existsSync(program) ? cores - 1 : undefined;
}

/** Keeps processes, with all their threads, off the gateway's core. */
export function keepOff(core: number | undefined, pids: readonly number[]): void {
  if (core === undefined) return;
  for (const pid of pids) spawnSync(program, ["-a", "-p", "-c", `0-${core - 1}`, String(pid)]);
}

/** Gives a process, with all its threads, the gateway's core. */
export function keepOn(core: number | undefined, pid: number): void {
  if (core !== undefined) spawnSync(program, ["-a", "-p", "-c", String(core), String(pid)]);
}
