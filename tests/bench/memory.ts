import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { passerelle } from "#bench/run/contenders";
import { drive } from "#bench/run/drive";
import { gatewayCore, keepOff, keepOn } from "#bench/run/pin";
import { print } from "#bench/run/print-rows";
import { startWatched, type Watched } from "#bench/run/start-watched";
import { gatewayTarget } from "#bench/run/target";
import { deepQuery, smallDistinctQuery } from "#bench/scenarios/queries";
import { post, type BenchRequest } from "#bench/scenarios/scenario";
import { startSubgraphs } from "#bench/subgraphs/start-subgraphs";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "5" },
    operations: { type: "string", default: "100000" },
    json: { type: "string" },
  },
});

/** What the process held after some requests: its heap after a collection, and all of it. */
interface Sample {
  readonly requests: number;
  readonly heapMb: number;
  readonly rssMb: number;
}

const samplesTaken = 20;
const connections = 8;

await main();

/** Drives a gateway at full speed for minutes, and another one with operations that never repeat; exit code 1 when memory grows or the plan cache does. */
async function main(): Promise<void> {
  const [minutes, operations] = [Number(values.minutes), Number(values.operations)];
  const steady = minutes > 0 ? await steadyMemory(minutes * 60_000) : undefined;
  const plans = operations > 0 ? await memoryUnderPlans(operations) : undefined;
  const isFine = steady?.isFlat !== false && (plans === undefined || (plans.isFlat && plans.plansKept <= plans.bound));
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ steady, plans }, undefined, 2)}\n`);
  process.exitCode = isFine ? 0 : 1;
}

async function steadyMemory(durationMs: number) {
  return await withGateway(async (gateway) => {
    await using target = gatewayTarget("passerelle", gateway, { requestAt: () => post(deepQuery), leastBytes: 80_000 });
    const startedAt = performance.now();
    const samples = await sampled(gateway, target.send, () => (performance.now() - startedAt) / durationMs);
    return verdict(`scenario 1 at full speed for ${Math.round(durationMs / 1000)} s`, samples);
  });
}

async function memoryUnderPlans(operations: number) {
  return await withGateway(async (gateway) => {
    const requestAt = (n: number): BenchRequest => post(smallDistinctQuery(n));
    await using target = gatewayTarget("passerelle", gateway, { requestAt, leastBytes: 100 });
    const samples = await sampled(gateway, target.send, (sent) => sent / operations);
    const text = await (await fetch(new URL("/metrics", gateway.url))).text();
    const plansKept = Number(/^passerelle_plans(?:\{[^}]*\})? (\d+)/m.exec(text)?.[1] ?? Number.NaN);
    const bound = 1000;
    print(`  plans kept: ${plansKept} of at most ${bound}`);
    return { ...verdict(`${operations} distinct operations`, samples), plansKept, bound };
  });
}

/** Drives until the progress is whole, and looks at the memory twenty times on the way. */
async function sampled(gateway: Watched, send: () => Promise<void>, progress: (sent: number) => number): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  let sent = 0;
  while (samples.length < samplesTaken) {
    const goal = (samples.length + 1) / samplesTaken;
    while (progress(sent) < goal) {
      const { requests } = await drive(send, { connections, durationMs: 0, leastRequests: 100, mostMs: 10_000 });
      sent += requests;
    }
    const { heapUsed, rss } = await gateway.memory();
    const sample = { requests: sent, heapMb: inMb(heapUsed), rssMb: inMb(rss) };
    samples.push(sample);
    print(`  ${sample.requests} requests: heap ${sample.heapMb} MB, process ${sample.rssMb} MB`);
  }
  return samples;
}

/** Flat: the last quarter holds no more than the second one, but for 3 % and a megabyte. In the first, caches fill and code is compiled. */
function verdict(what: string, samples: readonly Sample[]) {
  const quarter = (from: number, figure: (sample: Sample) => number): number => {
    const part = samples.slice(samples.length * from, samples.length * (from + 0.25)).map(figure);
    return part.toSorted((a, b) => a - b)[Math.floor(part.length / 2)] ?? Number.NaN;
  };
  const [before, after] = [quarter(0.25, ({ heapMb }) => heapMb), quarter(0.75, ({ heapMb }) => heapMb)];
  const isFlat = after <= before * 1.03 + 1;
  const requests = samples.at(-1)?.requests ?? 0;
  print(`${what}: ${requests} requests, heap ${before} MB in the second quarter, ${after} MB in the last: ${isFlat ? "flat" : "it GROWS"}`);
  return { what, requests, isFlat, heapMb: { secondQuarter: before, lastQuarter: after }, samples };
}

async function withGateway<Result>(work: (gateway: Watched) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "passerelle-bench-memory-"));
  try {
    await using subgraphs = await startSubgraphs();
    const row = await passerelle("passerelle", { subgraphs, folder });
    if ("reason" in row) throw new Error(row.reason);
    const [, file = "", ...args] = row.command;
    await using gateway = await startWatched(file, args);
    const core = gatewayCore();
    keepOff(core, [process.pid, ...subgraphs.pids]);
    keepOn(core, gateway.pid);
    return await work(gateway);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function inMb(bytes: number): number {
  return Math.round((bytes / 1024 / 1024) * 10) / 10;
}
