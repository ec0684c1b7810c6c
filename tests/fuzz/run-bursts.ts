import fc from "fast-check";
import { queryOver } from "../support/query.js";
import { fireHttp, httpShot, type HttpShot } from "./http-shot.js";
import { fireSocket, socketShot } from "./socket-shot.js";
import type { Target } from "./start-target.js";

/** How long the gateway may take for a shot: its own deadline of a request, and what a busy machine adds. */
const answerMs = 15_000;
/** How long it may take to let go of what a burst left. */
const settleMs = 10_000;
const httpShots = 40;
const socketShots = 6;
/** Caches fill within this share of the time; only what grows after it is a leak. */
const warmShare = 0.4;
const maxGrowthBytes = 96 * 1024 * 1024;

/** What was sent and what came of it. */
export interface FuzzTally {
  readonly seed: number;
  bursts: number;
  shots: number;
  sockets: number;
  readonly statuses: Record<string, number>;
  warmHeapMb: number;
  lastHeapMb: number;
}

/**
 * Shoots at a gateway, burst by burst, until the time is over: after each burst it must live, answer a good query and have let go of its
 * connections. Throws with the burst's seed, by which it can be sent again.
 */
export async function runBursts(target: Target, { seed, forMs }: { readonly seed: number; readonly forMs: number }): Promise<FuzzTally> {
  const tally: FuzzTally = { seed, bursts: 0, shots: 0, sockets: 0, statuses: {}, warmHeapMb: 0, lastHeapMb: 0 };
  const startedAt = performance.now();
  const passed = (): number => (performance.now() - startedAt) / forMs;
  while (passed() < 1) {
    await burst(target, seed + tally.bursts, tally);
    tally.bursts += 1;
    if (passed() > warmShare && tally.warmHeapMb === 0) tally.warmHeapMb = await heapMb(target);
  }
  tally.lastHeapMb = await heapMb(target);
  const grownMb = tally.lastHeapMb - tally.warmHeapMb;
  if (grownMb * 1024 * 1024 > maxGrowthBytes) throw new Error(`The heap grew by ${grownMb} MB over ${tally.bursts} bursts, seed ${seed}.`);
  return tally;
}

async function heapMb(target: Target): Promise<number> {
  return Math.round((await target.heapUsed()) / 1024 / 1024);
}

async function burst(target: Target, seed: number, tally: FuzzTally): Promise<void> {
  const shots = fc.sample(httpShot, { seed, numRuns: httpShots });
  const sockets = fc.sample(socketShot, { seed, numRuns: socketShots });
  const fail = (what: string): Error => new Error(`Burst with --seed ${seed}: ${what}\n${target.complaints().join("\n")}`);
  const opened = sockets.map(async (shot) => {
    if (!(await fireSocket(`${target.url.replace("http", "ws")}/graphql`, shot, answerMs))) {
      throw fail(`a WebSocket was neither answered nor closed within ${answerMs} ms: ${JSON.stringify(shot.frames).slice(0, 3_000)}`);
    }
  });
  const fired = shots.map(async (shot) => {
    const { ended, text } = await fireHttp(target.port, shot, answerMs);
    if (!target.isAlive()) throw fail(`the gateway died:\n${target.lastWords()}`);
    if (!ended) throw fail(`no end within ${answerMs} ms of ${told(shot)}`);
    if (text.includes("INTERNAL_SERVER_ERROR")) throw fail(`an unexpected failure, ${text.slice(-600)}, of ${told(shot)}`);
    const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? "none";
    tally.statuses[status] = (tally.statuses[status] ?? 0) + 1;
  });
  for (const outcome of await Promise.allSettled([...opened, ...fired])) if (outcome.status === "rejected") throw outcome.reason;
  tally.shots += shots.length;
  tally.sockets += sockets.length;
  const problem = await examine(target);
  if (problem !== undefined) throw fail(problem);
}

function told({ pieces }: HttpShot): string {
  return JSON.stringify(Buffer.concat(pieces).toString("latin1").slice(0, 3_000));
}

/** What is wrong with the gateway after a burst. */
async function examine(target: Target): Promise<string | undefined> {
  if (!target.isAlive()) return `the gateway died:\n${target.lastWords()}`;
  const signal = AbortSignal.timeout(answerMs);
  const live = await fetch(`${target.url}/health/live`, { signal });
  if (live.status !== 200) return `/health/live says ${live.status}`;
  const { status, errors, data } = await queryOver(`${target.url}/graphql`)('{ product(sku: "DSK-001-NAT-100") { sku } systems { name } }');
  if (status !== 200 || errors !== undefined || data.product?.sku !== "DSK-001-NAT-100") {
    return `a good query is answered wrongly: ${JSON.stringify({ status, errors, data })}`;
  }
  const complaints = target.complaints();
  if (complaints.length > 0) return `it logged what it did not expect: ${complaints.join("\n")}`;
  return stillOpen(target);
}

async function stillOpen(target: Target): Promise<string | undefined> {
  const until = performance.now() + settleMs;
  const gauges = ["passerelle_websocket_connections", "passerelle_subgraph_streams"];
  for (;;) {
    const open = await Promise.all(gauges.map(async (name) => [name, await target.gauge(name)] as const));
    const left = open.filter(([, value]) => value !== 0);
    if (left.length === 0) return undefined;
    if (performance.now() > until) return `${JSON.stringify(left)} still open ${settleMs} ms after the last client left`;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
