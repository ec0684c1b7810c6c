import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { withoutSettings } from "#bench/run/start-gateway";

/** A program of ours that serves and can be asked about itself. */
export interface Watched extends AsyncDisposable {
  readonly pid: number;
  readonly url: string;
  /** How many HTTP requests came so far. */
  readonly served: () => Promise<number>;
  /** Bytes of its heap that are in use, after a collection, and of the whole process. */
  readonly memory: () => Promise<{ readonly heapUsed: number; readonly rss: number }>;
}

const preload = fileURLToPath(new URL("tell-parent.mjs", import.meta.url));

/** Starts a built program and waits for the log line that tells its `url`. Throws with what it said when it ends before. */
export async function startWatched(file: string, args: readonly string[]): Promise<Watched> {
  const child = fork(file, [...args], {
    execArgv: ["--expose-gc", "--import", preload],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: { ...withoutSettings(process.env), NODE_ENV: "production", HOST: "127.0.0.1" },
  });
  const answer = async (question: string) => {
    child.send(question);
    const [message] = await once(child, "message");
    return message;
  };
  return {
    url: await urlOf(child),
    pid: child.pid ?? 0,
    served: async () => (await answer("served")).served,
    memory: () => answer("memory"),
    [Symbol.asyncDispose]: () => end(child),
  };
}

async function urlOf(child: ChildProcess): Promise<string> {
  const said: string[] = [];
  child.stderr?.on("data", (chunk) => said.push(String(chunk)));
  return await new Promise((resolve, reject) => {
    if (child.stdout === null) throw new Error("The program has no output to read.");
    createInterface({ input: child.stdout }).on("line", (line) => {
      said.push(line);
      const url = /"url":"(http:[^"]+)"/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once("exit", () => reject(new Error(`It ended before it served: ${said.join("\n").slice(-600)}`)));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const impatient = setTimeout(() => child.kill("SIGKILL"), 5000);
  await ended;
  clearTimeout(impatient);
}
