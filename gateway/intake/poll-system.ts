import type { Logger } from "pino";
import { PasserelleError, type Clock, type EventBus, type Lease, type Leases } from "#platform";
import type { ConnectedSystem } from "#sdk";
import { createStockComparison } from "./compare-stock.js";
import type { IntakeInstruments } from "./instruments.js";
import { createAdaptivePace, type PollOutcome, type PollPace } from "./pace.js";
import { pollFeed, type Feed, type PollDeps } from "./poll-feed.js";
import type { PositionStore } from "./position-store.js";

/** How one system is asked. */
export interface PollerOptions {
  readonly system: Pick<ConnectedSystem, "name" | "ports">;
  /** Absent when its feeds are not asked. */
  readonly pace?: PollPace | undefined;
  /** Time between full comparisons in milliseconds; absent when there are none. */
  readonly compareEveryMs?: number | undefined;
}

/** What pollers share. */
export interface PollerGround extends PollDeps {
  readonly bus: EventBus;
  readonly positions: PositionStore;
  readonly leases: Leases;
  readonly clock: Clock;
  readonly log: Logger;
  readonly instruments: IntakeInstruments;
  /** From 0 to 1, for jitter. */
  readonly random?: () => number;
}

/** Asks a system for its changes until it is closed. */
export interface Poller {
  readonly close: () => Promise<void>;
}

/** How often another node that does not ask looks whether it may, in milliseconds. */
const standbyMs = 5_000;
/** How often the node that asks prolongs its right, in milliseconds; less than a third of what a lease lasts. */
const renewMs = 3_000;
const calmAfterStartMs = 60_000;

/** Starts asking one system: on whichever node has the lease, all of its feeds, each at a pace of its own, and the comparison. */
export function startPoller(options: PollerOptions, ground: PollerGround): Poller {
  const stop = new AbortController();
  const running = standBy(options, ground, stop.signal);
  return {
    close: async () => {
      stop.abort(new Error("polling ends"));
      await running;
    },
  };
}

async function standBy(options: PollerOptions, ground: PollerGround, signal: AbortSignal): Promise<void> {
  const { leases, log, clock } = ground;
  const { name } = options.system;
  while (!signal.aborted) {
    try {
      const lease = await leases.tryHold(`poll:${name}`);
      if (lease !== undefined) await pollWhileHeld(lease, { options, ground, signal });
    } catch (error) {
      if (!signal.aborted) log.warn({ system: name, err: error }, "no lease for polling; another try follows");
    }
    await pause(clock, standbyMs, signal);
  }
}

interface Term {
  readonly options: PollerOptions;
  readonly ground: PollerGround;
  readonly signal: AbortSignal;
}

async function pollWhileHeld(lease: Lease, { options, ground, signal }: Term): Promise<void> {
  const over = new AbortController();
  const term: Term = { options, ground, signal: AbortSignal.any([signal, over.signal]) };
  try {
    await Promise.all([
      keep(lease, term).finally(() => over.abort(new Error("the lease is over"))),
      ...feedLoops(term),
      comparisonLoop(term),
    ]);
  } finally {
    await lease.release();
  }
}

async function keep(lease: Lease, { ground, signal }: Term): Promise<void> {
  while (!signal.aborted) {
    await pause(ground.clock, renewMs, signal);
    if (signal.aborted) return;
    try {
      if (!(await lease.renew())) return;
    } catch {
      // Nobody to ask just now: it is ours until our own clock says otherwise.
      if (!lease.isHeld()) return;
    }
  }
}

function feedLoops({ options, ground, signal }: Term): Promise<void>[] {
  const { system, pace } = options;
  const port = system.ports.changes;
  if (port === undefined || pace === undefined) return [];
  return port.kinds.map((kind) => feedLoop({ system: system.name, kind, port }, { pace, ground, signal }));
}

async function feedLoop(feed: Feed, { pace: limits, ground, signal }: Omit<Term, "options"> & { pace: PollPace }): Promise<void> {
  const pace = createAdaptivePace(limits, ground.random);
  while (!signal.aborted) await pause(ground.clock, pace.next(await pollOnce(feed, ground, signal)), signal);
}

async function pollOnce(feed: Feed, ground: PollerGround, signal: AbortSignal): Promise<PollOutcome> {
  const { system, kind } = feed;
  try {
    const outcome = (await pollFeed(feed, ground, signal)) > 0 ? "changes" : "quiet";
    ground.instruments.polled(system, kind, outcome);
    return { kind: outcome };
  } catch (error) {
    if (!signal.aborted) {
      ground.instruments.polled(system, kind, "failed");
      ground.log.warn({ system, kind, code: codeOf(error) }, "a system could not be asked for its changes; another try follows");
    }
    return { kind: "failed", retryAfterMs: retryAfterOf(error) };
  }
}

async function comparisonLoop({ options, ground, signal }: Term): Promise<void> {
  const { system, compareEveryMs, pace } = options;
  const { stock, changes } = system.ports;
  if (stock === undefined || compareEveryMs === undefined) return;
  const hasFeed = pace !== undefined && changes?.kinds.includes("stock.changed") === true;
  const graceMs = hasFeed ? pace.maxIntervalMs * 2 : undefined;
  const comparison = createStockComparison({ ...ground, system: system.name, stock, graceMs });
  try {
    // A start has better things to do, unless nobody else would tell of a change.
    if (hasFeed) await pause(ground.clock, Math.min(compareEveryMs, calmAfterStartMs), signal);
    while (!signal.aborted) {
      await compareOnce(comparison.run(signal), { system: system.name, ground, signal });
      await pause(ground.clock, compareEveryMs, signal);
    }
  } finally {
    comparison.close();
  }
}

async function compareOnce(run: Promise<void>, { system, ground, signal }: Omit<Term, "options"> & { system: string }): Promise<void> {
  try {
    await run;
  } catch (error) {
    if (!signal.aborted) ground.log.warn({ system, code: codeOf(error) }, "stock could not be compared; the next comparison tries again");
  }
}

async function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  // Ending is no failure: whoever waits looks at the signal.
  await clock.wait(ms, signal).catch(() => undefined);
}

function codeOf(error: unknown): string {
  return error instanceof PasserelleError ? error.code : "UNKNOWN";
}

function retryAfterOf(error: unknown): number | undefined {
  const told: unknown = error instanceof PasserelleError ? error.extensions["retryAfterMs"] : undefined;
  return typeof told === "number" ? told : undefined;
}
