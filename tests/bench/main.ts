import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { contendersOver, notYetMeasured, type Contender, type LeftOut } from "#bench/run/contenders";
import { ask, drive } from "#bench/run/drive";
import { measure, rowOf, type Measured } from "#bench/run/measure";
import { print, printRows } from "#bench/run/print-rows";
import { startGateway, type RunningGateway } from "#bench/run/start-gateway";
import type { Subgraphs } from "#bench/run/start-subgraphs";
import { scenarios } from "#bench/scenarios/index";
import type { Scenario } from "#bench/scenarios/scenario";

const { values } = parseArgs({
  options: {
    scenario: { type: "string", default: "1" },
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "3" },
    connections: { type: "string", default: "8" },
    only: { type: "string" },
    json: { type: "string" },
  },
});

const bounds = { rounds: 20, seconds: 60, connections: 256 };
const rounds = within(values.rounds, bounds.rounds);
const load = { connections: within(values.connections, bounds.connections), durationMs: within(values.seconds, bounds.seconds) * 1000 };
const warmUp = { ms: 2000, requests: 400 };
const gettingGoing = { durationMs: 500, leastRequests: 100 };
/** CPU time is counted in ticks of 10 ms: fewer requests say little. */
const leastRequests = 200;

await main();

/** Checks every gateway's answers, then measures each in turn, round after round, and prints the medians. */
async function main(): Promise<void> {
  const scenario = scenarios.get(values.scenario);
  if (scenario === undefined) throw new Error(`There is no scenario ${values.scenario}; there are ${[...scenarios.keys()].join(", ")}.`);
  await using subgraphs = await scenario.start(scenario.latencyMs);
  const folder = await mkdtemp(join(tmpdir(), "passerelle-bench-answer-"));
  try {
    print(`Scenario ${values.scenario}: ${scenario.title}; ${load.connections} connections, ${rounds} rounds.`);
    const answerFile = join(folder, "answer.json");
    const { able, leftOut } = await checkAll(wanted(contendersOver(subgraphs, answerFile)), scenario, answerFile);
    const measured = await measureAll(able, scenario, subgraphs);
    const rows = [...measured].map(([name, one]) => rowOf(name, one));
    printRows(rows, [...notYetMeasured, ...leftOut]);
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ rows }, undefined, 2)}\n`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function wanted(contenders: readonly Contender[]): readonly Contender[] {
  const names = values.only?.split(",");
  return contenders.filter(({ name }) => names === undefined || names.includes(name));
}

/** Each gateway must give the same answers as the first one that serves; the bare route is given what they gave. */
async function checkAll(contenders: readonly Contender[], { requests }: Scenario, answerFile: string) {
  const able: Contender[] = [];
  const leftOut: LeftOut[] = [];
  let expected: readonly unknown[] | undefined;
  for (const contender of contenders) {
    try {
      await using gateway = await startGateway(contender, undefined);
      const answers = [];
      for (const request of requests) answers.push(withoutNothing(await ask(gateway.url, request)));
      if (expected === undefined) {
        expected = answers;
        const text = JSON.stringify(answers[0]);
        await writeFile(answerFile, text);
        print(`The answer has ${Math.round(text.length / 1000)} kB; ${contender.name} gave it first.`);
      }
      const agrees = contender.name === "bare-fastify" || isDeepStrictEqual(answers, expected);
      if (agrees) able.push(contender);
      else leftOut.push({ name: contender.name, reason: `its answer differs: ${howItDiffers(answers[0])}` });
    } catch (error) {
      leftOut.push({ name: contender.name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { able, leftOut };
}

function howItDiffers(answer: unknown): string {
  const isFailure = typeof answer === "object" && answer !== null && "errors" in answer;
  return JSON.stringify(isFailure ? answer.errors : answer).slice(0, 200);
}

// An answer without errors may say so in two ways.
function withoutNothing(answer: unknown): unknown {
  if (typeof answer !== "object" || answer === null || !("errors" in answer)) return answer;
  const { errors, ...rest } = answer;
  return Array.isArray(errors) && errors.length === 0 ? rest : answer;
}

/** All gateways run the whole time, idle but for their turns, so that none is measured cold. */
async function measureAll(contenders: readonly Contender[], { requests }: Scenario, subgraphs: Subgraphs) {
  const core = pinnedCore();
  if (core !== undefined) spawnSync("taskset", ["-a", "-p", "-c", `0-${core - 1}`, String(subgraphs.pid)]);
  const measured = new Map<string, Measured[]>(contenders.map(({ name }) => [name, []]));
  await using running = new AsyncDisposableStack();
  const gateways = new Map<string, RunningGateway>();
  for (const contender of contenders) {
    const gateway = running.use(await startGateway(contender, core));
    await drive(gateway.url, { ...load, requests, durationMs: warmUp.ms, leastRequests: warmUp.requests });
    gateways.set(contender.name, gateway);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, gateway] of gateways) {
      // An idle process has given up memory and compiled code: it gets going again first.
      await drive(gateway.url, { ...load, requests, ...gettingGoing });
      measured.get(name)?.push(await measure(gateway, subgraphs.served, { ...load, requests, leastRequests }));
    }
  }
  return measured;
}

/** The last core is the gateway's own where there are two or more and the system can pin. */
function pinnedCore(): number | undefined {
  const cores = availableParallelism();
  return cores > 1 && existsSync("/usr/bin/taskset") ? cores - 1 : undefined;
}

function within(text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most) throw new Error(`"${text}" is not a number from 1 to ${most}.`);
  return value;
}
