import { cpuMsOf, peakRssMbOf } from "#bench/run/process-cost";
import { drive, type Drive } from "#bench/run/drive";

/** What one round measured of one gateway. */
export interface Measured {
  readonly requestsPerSecond: number;
  readonly cpuMsPerRequest: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly subgraphRequestsPerRequest: number;
  readonly peakRssMb: number;
}

/** The median of each figure over the rounds. */
export type Row = Measured & { readonly name: string };

/** Drives a gateway for one round; the caller has warmed it up. */
export async function measure(
  gateway: { readonly pid: number; readonly url: string },
  served: () => Promise<number>,
  load: Drive,
): Promise<Measured> {
  const servedBefore = await served();
  const cpuBefore = cpuMsOf(gateway.pid);
  const { requests, seconds, latencies } = await drive(gateway.url, load);
  return {
    requestsPerSecond: requests / seconds,
    cpuMsPerRequest: (cpuMsOf(gateway.pid) - cpuBefore) / requests,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    subgraphRequestsPerRequest: ((await served()) - servedBefore) / requests,
    peakRssMb: peakRssMbOf(gateway.pid),
  };
}

/** One row out of its rounds. */
export function rowOf(name: string, rounds: readonly Measured[]): Row {
  const of = (figure: keyof Measured): number => {
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

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
