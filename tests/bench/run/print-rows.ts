import type { LeftOut } from "#bench/run/contenders";
import type { Row } from "#bench/run/measure";

const baseline = "apollo-gateway";
const own = "passerelle";

const columns = [
  ["requests/s", "requestsPerSecond"],
  ["CPU ms", "cpuMsPerRequest"],
  ["p50 ms", "p50Ms"],
  ["p99 ms", "p99Ms"],
  ["subgraph requests", "subgraphRequestsPerRequest"],
  ["peak MB", "peakRssMb"],
] as const;

/** Prints the rows as a table, each with its ratio of CPU to the stock gateway's and to ours, then what was left out and why. */
export function printRows(rows: readonly Row[], leftOut: readonly LeftOut[]): void {
  const cpuOf = (name: string): number => rows.find((one) => one.name === name)?.cpuMsPerRequest ?? Number.NaN;
  const head = ["", ...columns.map(([title]) => title), "times less CPU than stock", "CPU against ours"];
  const lines = rows.map((row) => [
    row.name,
    ...columns.map(([, figure]) => String(row[figure])),
    ratio(cpuOf(baseline), row.cpuMsPerRequest),
    ratio(row.cpuMsPerRequest, cpuOf(own)),
  ]);
  const widths = head.map((_, at) => Math.max(...[head, ...lines].map((line) => line[at]?.length ?? 0)));
  for (const line of [head, ...lines])
    print(line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join("  "));
  for (const { name, reason } of leftOut) print(`left out: ${name}: ${reason}`);
}

/** Writes a line to whoever started the benchmark. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function ratio(of: number, to: number): string {
  return Number.isFinite(of / to) ? `${(of / to).toFixed(2)}x` : "-";
}
