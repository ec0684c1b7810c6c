import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** CPU time, user and system, of all threads of a process so far, in milliseconds (proc(5): fields 14 and 15 of /proc/PID/stat). */
export function cpuMsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name of the program stands in brackets and may hold anything, spaces too.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
}

/** Most memory that a process has held so far, in mebibytes (proc(5): VmHWM in /proc/PID/status). */
export function peakRssMbOf(pid: number): number {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) / 1024;
}

const ticksPerSecond = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
