import type { LeftOut } from "./contenders.ts";
import type { Row } from "./measure.ts";

const baseline = "apollo-gateway";
const own = "passerelle";

/** Prints the rows as a table, each with its ratio of CPU to the stock gateway's and to ours, then what was left out and why. */
export function printRows(rows: readonly Row[], leftOut: readonly LeftOut[]): void {
  const cpuOf = (name: string): number => rows.find((one) => one.name === name)?.cpuMsPerRequest ?? Number.NaN;
  console.table(
    rows.map((row) => ({
      ...row,
      "times less CPU than stock": ratio(cpuOf(baseline), row.cpuMsPerRequest),
      "CPU against ours": ratio(row.cpuMsPerRequest, cpuOf(own)),
    })),
  );
  for (const { name, reason } of leftOut) console.log(`left out: ${name}: ${reason}`);
}

function ratio(of: number, to: number): number {
  return Number((of / to).toFixed(2));
}
