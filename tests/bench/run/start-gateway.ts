import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Contender } from "#bench/run/contenders";

/** A gateway that listens, in a process of its own. */
export interface RunningGateway extends AsyncDisposable {
  readonly pid: number;
  readonly url: string;
}

const startWithinMs = 60_000;

/** Starts a gateway, on the given cores where the machine can pin. Throws with what it printed when it does not serve. */
export async function startGateway({ name, command }: Contender, core: number | undefined): Promise<RunningGateway> {
  const pinned = core === undefined ? command : ["taskset", "-c", String(core), ...command];
  const [program = "", ...rest] = pinned;
  const child = spawn(program, rest, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...withoutSettings(process.env), NODE_ENV: "production", HOST: "127.0.0.1" },
  });
  const close = (): Promise<void> => stop(child);
  const tooLate = setTimeout(() => void close(), startWithinMs);
  const said: string[] = [];
  child.stderr.on("data", (chunk) => said.push(String(chunk)));
  try {
    const url = await addressIn(child, said);
    if (url === undefined || child.pid === undefined) throw new Error(`${name} does not serve: ${reasonIn(said.join(""))}`);
    return { pid: child.pid, url, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  } finally {
    clearTimeout(tooLate);
  }
}

/** An environment without what would set something of a gateway: a row is what its command says, wherever the benchmark is started. */
export function withoutSettings(environment: Readonly<NodeJS.ProcessEnv>): NodeJS.ProcessEnv {
  const settings = /^(PASSERELLE_CONFIG|REDIS_URL|DATABASE_URL|NATS_URL|DATA_DIR|PORT|OTEL_.*)$/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !settings.test(name)));
}

// What a program prints when it gives up begins with the error, after the line of code that threw it.
function reasonIn(said: string): string {
  return /^.*Error: .*$/m.exec(said)?.[0] ?? said.slice(-600);
}

/** The first `"url"` in a line of the gateway's output; the rest of its output is let go. */
async function addressIn(child: ChildProcess, said: string[]): Promise<string | undefined> {
  if (child.stdout === null) return undefined;
  const lines = createInterface({ input: child.stdout });
  return await new Promise((resolve, reject) => {
    lines.on("line", (line) => {
      const url = /"url":"(http:[^"]+)"/.exec(line)?.[1];
      if (url === undefined) said.push(`${line}\n`);
      else resolve(url);
    });
    child.once("error", reject);
    child.once("exit", () => resolve(undefined));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  const impatient = setTimeout(() => child.kill("SIGKILL"), 3000);
  await exited;
  clearTimeout(impatient);
}
