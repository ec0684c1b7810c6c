import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** One start: milliseconds from the command to each mark. */
interface Start {
  readonly ready: number;
  readonly firstAnswer: number;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const runs = 5;
const reachMs = 3000;
const giveUpMs = 60_000;

const query = `{
  products(skus: ["DSK-001-NAT-100"]) { sku name media { url } stock { available } price { net { amount } } listing { title } }
}`;

/**
 * Starts the demo as a person does, `npm start`, until its first query is answered: once to build and to fill the systems, which is told but not
 * counted, then five times. Everything listens on free ports of loopback, with state in a temporary folder. Exit code 1 beyond three seconds.
 */
async function main(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "passerelle-start-up-"));
  try {
    print("first start, systems still empty", [await measure(dataDir)]);
    const starts: Start[] = [];
    while (starts.length < runs) starts.push(await measure(dataDir));
    print(`median of ${runs} starts, state on disk`, starts);
    process.exitCode = median(starts.map(({ firstAnswer }) => firstAnswer)) < reachMs ? 0 : 1;
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measure(dataDir: string): Promise<Start> {
  const startedAt = performance.now();
  // A process group of its own, so that npm, the gateway and the systems end together.
  const command = spawn("npm", ["start", "--silent"], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir, HOST: "127.0.0.1", PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  const tooLate = setTimeout(() => signal(command, "SIGKILL"), giveUpMs);
  try {
    const endpoint = await listeningAt(command);
    const ready = performance.now() - startedAt;
    await ask(endpoint);
    return { ready, firstAnswer: performance.now() - startedAt };
  } finally {
    clearTimeout(tooLate);
    await stop(command);
  }
}

/** The address in the log line with which the gateway says that it serves. */
async function listeningAt(command: ChildProcess): Promise<string> {
  if (command.stdout === null) throw new Error("npm start has no output to read.");
  for await (const line of createInterface({ input: command.stdout })) {
    const endpoint = /"url":"(http:[^"]+)"/.exec(line)?.[1];
    if (endpoint !== undefined) return endpoint;
  }
  throw new Error("npm start ended before it served.");
}

async function ask(endpoint: string): Promise<void> {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  const answer: unknown = await response.json();
  const text = JSON.stringify(answer);
  if (text.includes('"errors"') || !text.includes('"net"')) throw new Error(`The first query was not answered: ${text}`);
}

async function stop(command: ChildProcess): Promise<void> {
  if (command.exitCode !== null || command.signalCode !== null) return;
  const exited = once(command, "exit");
  signal(command, "SIGTERM");
  await exited;
}

function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  if (pid !== undefined) process.kill(-pid, name);
}

function print(what: string, starts: readonly Start[]): void {
  const of = (mark: keyof Start): string => `${Math.round(median(starts.map((start) => start[mark])))} ms`;
  console.log(`${what}: ready after ${of("ready")}, first answer after ${of("firstAnswer")}`);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

await main();
