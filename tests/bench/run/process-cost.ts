import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** CPU time, user and system, of all threads of processes so far, in milliseconds (proc(5): fields 14 and 15 of /proc/PID/stat). */
export function cpuMsOf(pids: readonly number[]): number {
  return sum(pids.map(cpuMs));
}

/** The most memory that each process has held so far, together, in mebibytes (proc(5): VmHWM in /proc/PID/status). */
export function peakRssMbOf(pids: readonly number[]): number {
  return sum(pids.map((pid) => statusMb(pid, "VmHWM")));
}

/** The memory that a process holds now, in mebibytes (proc(5): VmRSS). */
export function rssMbOf(pid: number): number {
  return statusMb(pid, "VmRSS");
}

function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name of the program stands in brackets and may hold anything, spaces too.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
}

function statusMb(pid: number, figure: string): number {
  const kilobytes = new RegExp(`^${figure}:\\s+(\\d+) kB$`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) / 1024;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

const ticksPerSecond = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
