import { drive, type Load } from "#bench/run/drive";
import { cpuMsOf, peakRssMbOf } from "#bench/run/process-cost";
import type { Target } from "#bench/run/target";

/** The figures of a row, in the order of the table. */
export const figures = ["requestsPerSecond", "cpuMsPerRequest", "p50Ms", "p99Ms", "subgraphRequestsPerRequest", "peakRssMb"] as const;

/** Name of a figure. */
export type Figure = (typeof figures)[number];

/** What one round measured of one target. */
export type Measured = Readonly<Record<Figure, number>>;

/** The median of each figure over the rounds; nothing but the reason for a row that could not be measured. */
export type Row = { readonly name: string; readonly error?: string } & Readonly<Record<Figure, number | null>>;

/** Drives a target for one round; the caller has warmed it up. */
export async function measure({ pids, send }: Target, served: () => Promise<number>, load: Load): Promise<Measured> {
  const servedBefore = await served();
  const cpuBefore = cpuMsOf(pids);
  const { requests, seconds, latencies } = await drive(send, load);
  return {
    requestsPerSecond: requests / seconds,
    cpuMsPerRequest: (cpuMsOf(pids) - cpuBefore) / requests,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    subgraphRequestsPerRequest: ((await served()) - servedBefore) / requests,
    peakRssMb: peakRssMbOf(pids),
  };
}

/** One row out of its rounds. */
export function rowOf(name: string, rounds: readonly Measured[]): Row {
  const of = (figure: Figure): number => {
    const values = rounds.map((round) => round[figure]).toSorted((a, b) => a - b);
    return Number(quantile(values, 0.5).toPrecision(4));
  };
  return {
    name,
    requestsPerSecond: of("requestsPerSecond"),
    cpuMsPerRequest: of("cpuMsPerRequest"),
    p50Ms: of("p50Ms"),
    p99Ms: of("p99Ms"),
    subgraphRequestsPerRequest: of("subgraphRequestsPerRequest"),
    peakRssMb: of("peakRssMb"),
  };
}

/** A row without figures. */
export function rowWithout(name: string, error: string): Row {
  const nothing = { requestsPerSecond: null, cpuMsPerRequest: null, p50Ms: null, p99Ms: null };
  return { name, ...nothing, subgraphRequestsPerRequest: null, peakRssMb: null, error };
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
