import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ask, checkAnswers } from "#bench/run/check-answers";
import { contendersOver, passerelle, rowNames, type Contender, type LeftOut } from "#bench/run/contenders";
import { drawChart } from "#bench/run/draw-chart";
import { rowWithout, type Row } from "#bench/run/measure";
import { gatewayCore } from "#bench/run/pin";
import { print, printRows } from "#bench/run/print-rows";
import { startRecorder } from "#bench/run/record-fetches";
import { runRounds } from "#bench/run/run-rounds";
import { startGateway } from "#bench/run/start-gateway";
import { subgraphsTarget, type Target } from "#bench/run/target";
import { scenarios } from "#bench/scenarios/index";
import type { Ground, Scenario } from "#bench/scenarios/scenario";
import { supergraphFile } from "#bench/subgraphs/start-subgraphs";

const { values } = parseArgs({
  options: {
    scenario: { type: "string", default: "1" },
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "3" },
    connections: { type: "string" },
    only: { type: "string" },
    json: { type: "string" },
    svg: { type: "string" },
    brief: { type: "boolean", default: false },
  },
});

const bounds = { rounds: 20, seconds: 60, connections: 256 };
const rounds = within(values.rounds, bounds.rounds);
const durationMs = within(values.seconds, bounds.seconds) * 1000;
const mostMs = Math.max(durationMs, 15_000);

await main();

/** Checks every gateway's answers, then measures each in turn, round after round, and prints the medians. */
async function main(): Promise<void> {
  const scenario = scenarios.get(values.scenario);
  if (scenario === undefined) throw new Error(`There is no scenario ${values.scenario}; there are ${[...scenarios.keys()].join(", ")}.`);
  const folder = await mkdtemp(join(tmpdir(), "passerelle-bench-"));
  try {
    await using ground = await scenario.start();
    const rows = await rowsOf(scenario, ground, folder);
    printRows(rows);
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ rows }, undefined, 2)}\n`);
    if (values.svg !== undefined) await writeFile(values.svg, drawChart(`Scenario ${values.scenario}: ${scenario.title}`, rows));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function rowsOf(scenario: Scenario, ground: Ground, folder: string): Promise<readonly Row[]> {
  const connections = values.connections === undefined ? scenario.connections : within(values.connections, bounds.connections);
  print(`Scenario ${values.scenario}: ${scenario.title}; ${connections} connections, ${rounds} rounds.`);
  const answerFile = join(folder, "answer.json");
  const all = await contendersOver({ subgraphs: ground, folder, answerFile, forwardsToken: scenario.forwardsToken === true });
  const asked = [...all, ...(ground.ownRows ?? [])].filter(isWanted);
  const { able, leftOut, shortestBytes } = await checkAnswers(asked, { ...scenario, requestAt: ground.requestAt, answerFile });
  if (able.length > 0) print(`The answer has ${Math.round((await stat(answerFile)).size / 1000)} kB; all that are timed gave the same.`);
  const alone = isWanted({ name: "subgraphs" }) ? await subgraphsAlone(ground, folder) : undefined;
  const load = { connections, durationMs, mostMs, ...effort(scenario) };
  const warmUp = {
    ...load,
    durationMs: values.brief ? 0 : 2000,
    leastRequests: values.brief ? 1 : scenario.least.warmUp,
    exactly: undefined,
  };
  // Numbers in the answers of distinct operations have more digits later, and no gateway's answer is much shorter than another's.
  const measured = await runRounds(
    ground,
    { contenders: able, alone },
    { rounds, load, warmUp, core: gatewayCore(), leastBytes: shortestBytes * 0.95 },
  );
  return inOrder([...measured, ...leftOut.map(({ name, reason }) => rowWithout(name, reason))]);
}

function effort({ least, exactly }: Scenario): { leastRequests: number; exactly?: number | undefined } {
  if (values.brief) return { leastRequests: 1, exactly: Math.min(20, least.measured / 4) };
  return { leastRequests: least.measured, exactly };
}

function isWanted({ name }: Pick<Contender | LeftOut, "name">): boolean {
  return values.only?.split(",").includes(name) ?? true;
}

/** What our gateway asks of the subgraphs for the first request of the scenario, once it has its plan. */
async function subgraphsAlone(ground: Ground, folder: string): Promise<Target> {
  await using recorder = await startRecorder(ground);
  await using file = await supergraphFile(recorder.supergraphSdl);
  const contender = await passerelle("passerelle", { subgraphs: { ...ground, supergraphFile: file.path }, folder });
  if ("reason" in contender) throw new Error(contender.reason);
  await using gateway = await startGateway(contender, undefined);
  await ask(gateway.url, ground.requestAt(0));
  recorder.take();
  await ask(gateway.url, ground.requestAt(0));
  return subgraphsTarget(ground.pids, recorder.take());
}

function inOrder(rows: readonly Row[]): readonly Row[] {
  const place = (name: string): number => {
    const at = rowNames.findIndex((one) => one === name);
    return at === -1 ? rowNames.length : at;
  };
  return rows.toSorted((a, b) => place(a.name) - place(b.name));
}

function within(text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most) throw new Error(`"${text}" is not a number from 1 to ${most}.`);
  return value;
}
