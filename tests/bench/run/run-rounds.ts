import { type Contender, type LeftOut } from "#bench/run/contenders";
import { drive, type Load } from "#bench/run/drive";
import { measure, rowOf, rowWithout, type Measured, type Row } from "#bench/run/measure";
import { keepOff } from "#bench/run/pin";
import { startGateway } from "#bench/run/start-gateway";
import { gatewayTarget, type Target } from "#bench/run/target";
import type { Ground } from "#bench/scenarios/scenario";

/** How a scenario is measured. */
export interface Rounds {
  readonly rounds: number;
  readonly load: Load;
  readonly warmUp: Load;
  /** The measured gateway's own core, if it has one. */
  readonly core: number | undefined;
  readonly leastBytes: number;
}

/** What has been measured of each target so far, or why it cannot be. */
type Results = Map<string, Measured[] | LeftOut>;

/** All targets run the whole time, idle but for their turns, so that none is measured cold; the rows are the medians of the rounds. */
export async function runRounds(ground: Ground, { contenders, alone }: Measurable, how: Rounds): Promise<readonly Row[]> {
  keepOff(how.core, [process.pid, ...ground.pids]);
  const results: Results = new Map();
  await using running = new AsyncDisposableStack();
  const targets: Target[] = [];
  const take = async (name: string, start: () => Promise<Target>): Promise<void> => {
    await orLeaveOut(results, name, async () => {
      const target = running.use(await start());
      await drive(target.send, how.warmUp);
      targets.push(target);
    });
  };
  for (const contender of contenders) {
    const start = async (): Promise<Target> =>
      gatewayTarget(contender.name, await startGateway(contender, how.core), { requestAt: ground.requestAt, leastBytes: how.leastBytes });
    await take(contender.name, start);
  }
  if (alone !== undefined) await take(alone.name, () => Promise.resolve(alone));
  for (let round = 0; round < how.rounds; round += 1) {
    for (const target of targets) await orLeaveOut(results, target.name, () => oneRound(target, ground, { how, results }));
  }
  return [...results].map(([name, result]) => ("reason" in result ? rowWithout(name, result.reason) : rowOf(name, result)));
}

/** What can be measured: gateways that answered right, and the subgraphs alone. */
export interface Measurable {
  readonly contenders: readonly Contender[];
  readonly alone: Target | undefined;
}

async function oneRound(target: Target, ground: Ground, { how, results }: { how: Rounds; results: Results }): Promise<void> {
  const soFar = results.get(target.name) ?? [];
  if ("reason" in soFar) return;
  // An idle process has given up memory and compiled code: it gets going again first.
  await drive(target.send, {
    ...how.load,
    durationMs: 500,
    leastRequests: Math.ceil(how.load.leastRequests / 2),
    mostMs: 5000,
    exactly: undefined,
  });
  results.set(target.name, [...soFar, await measure(target, ground.served, how.load)]);
}

// One that fails under load is told of, and the others go on.
async function orLeaveOut(results: Results, name: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    results.set(name, { name, reason: error instanceof Error ? error.message : String(error) });
  }
}
