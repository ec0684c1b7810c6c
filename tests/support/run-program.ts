import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { z } from "zod";

/** How a program is run. */
export interface ProgramOptions {
  readonly cwd: string;
  /** What its environment has beside this process's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** Signals go to the program and all that it started, as a terminal sends them; a shell in between tells its children nothing. */
  readonly asGroup?: boolean;
}

/** What a program said until it ended. */
export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that serves, killed when disposed of. */
export interface Serving extends AsyncDisposable {
  readonly url: string;
  readonly stop: (signal: NodeJS.Signals) => void;
  /** Resolves when it has ended. */
  readonly finished: Promise<Finished>;
}

const servingLine = z.object({ url: z.url() });

/** Runs a program to its end. */
export function runProgram(command: readonly string[], options: ProgramOptions): Promise<Finished> {
  return watch(start(command, options)).finished;
}

/** Starts a program and waits for the JSON log line that tells its `url`. Throws with what it said when it ends before. */
export async function serveProgram(command: readonly string[], options: ProgramOptions): Promise<Serving> {
  const child = start(command, options);
  const { finished, lines } = watch(child);
  const ended = finished.then(({ code, stdout, stderr }) => {
    throw new Error(`It ended with code ${String(code)} before it served:\n${stdout}\n${stderr}`);
  });
  ended.catch(() => undefined);
  const url = await Promise.race([urlIn(lines), ended]);
  return {
    url,
    finished,
    stop: (signal) => send(child, signal, options),
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode === null && child.signalCode === null) send(child, "SIGKILL", options);
      await finished;
    },
  };
}

function start([program = "", ...args]: readonly string[], { cwd, env, asGroup = false }: ProgramOptions): ChildProcess {
  return spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"], detached: asGroup });
}

function send(child: ChildProcess, signal: NodeJS.Signals, { asGroup = false }: ProgramOptions): void {
  if (asGroup && child.pid !== undefined) process.kill(-child.pid, signal);
  else child.kill(signal);
}

function watch(child: ChildProcess): { readonly finished: Promise<Finished>; readonly lines: AsyncIterable<string> } {
  const said = { stdout: "", stderr: "" };
  child.stdout?.on("data", (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (said.stderr += chunk.toString()));
  const finished = once(child, "close").then(([code, signal]): Finished => ({ code, signal, ...said }));
  if (child.stdout === null) throw new TypeError("The program has no output to read.");
  return { finished, lines: createInterface({ input: child.stdout }) };
}

async function urlIn(lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) {
    const found = servingLine.safeParse(parsed(line));
    if (found.success) return found.data.url;
  }
  return new Promise(() => undefined);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
