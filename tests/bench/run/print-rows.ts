import { figures, type Figure, type Row } from "#bench/run/measure";

const titles: Readonly<Record<Figure, string>> = {
  requestsPerSecond: "requests/s",
  cpuMsPerRequest: "CPU ms",
  p50Ms: "p50 ms",
  p99Ms: "p99 ms",
  subgraphRequestsPerRequest: "subgraph requests",
  peakRssMb: "peak MB",
};

const own = "passerelle";

/** Prints the figures as a table, then each as a ratio to ours, then what could not be measured and why. */
export function printRows(rows: readonly Row[]): void {
  const measured = rows.filter(({ error }) => error === undefined);
  const head = ["", ...figures.map((figure) => titles[figure])];
  printTable([head, ...measured.map((row) => [row.name, ...figures.map((figure) => String(row[figure] ?? "-"))])]);
  const ours = measured.find(({ name }) => name === own);
  if (ours !== undefined) {
    print(`\nEach against ${own}:`);
    printTable([head, ...measured.map((row) => [row.name, ...figures.map((figure) => ratio(row[figure], ours[figure]))])]);
  }
  for (const { name, error } of rows) if (error !== undefined) print(`left out: ${name}: ${error}`);
}

/** Writes a line to whoever started the benchmark. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** How many times one figure is another, for people. */
export function ratio(of: number | null, to: number | null): string {
  const times = (of ?? Number.NaN) / (to ?? Number.NaN);
  if (!Number.isFinite(times)) return "-";
  return `${times >= 10 ? times.toFixed(1) : times.toFixed(2)}x`;
}

function printTable(lines: readonly (readonly string[])[]): void {
  const widths = lines[0]?.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0))) ?? [];
  const padded = (cell: string, at: number): string => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0));
  for (const line of lines) print(line.map(padded).join("  "));
}
