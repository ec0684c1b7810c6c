import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { WebSocket } from "ws";
import { z } from "zod";
import { buildProject } from "../support/build-project.js";

/** The gateway that is shot at: the demo, in a process of its own. */
export interface Target extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly isAlive: () => boolean;
  /** Lines of its log about what it did not expect, since they were last asked for. */
  readonly complaints: () => readonly string[];
  /** What it said last, for the report of a crash. */
  readonly lastWords: () => string;
  /** Bytes that are in use on its heap after a collection. */
  readonly heapUsed: () => Promise<number>;
  /** The sum of a gauge of `/metrics` over its labels. */
  readonly gauge: (name: string) => Promise<number>;
}

const line = z.looseObject({ level: z.number(), url: z.url().optional() });
const errorLevel = 50;

/** Builds today's sources and starts the demo on a free port. */
export async function startTarget(): Promise<Target> {
  const building = new AsyncDisposableStack();
  const built = building.use(await buildProject());
  const dataDir = await mkdtemp(join(tmpdir(), "passerelle-fuzz-"));
  building.defer(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }));
  const child = spawn(process.execPath, ["--inspect=127.0.0.1:0", "dist/gateway/main.js"], {
    cwd: built.root,
    env: { ...process.env, PORT: "0", DATA_DIR: dataDir, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  building.defer(() => stop(child));
  const heard = listen(child);
  const inspector = building.use(await inspect(await heard.inspector));
  const address = new URL(await heard.url);
  const url = address.origin;
  return {
    url,
    port: Number(address.port),
    isAlive: () => child.exitCode === null && child.signalCode === null,
    complaints: () => heard.complaints.splice(0),
    lastWords: () => heard.words.join("\n"),
    heapUsed: inspector.heapUsed,
    gauge: async (name) => sumOf(await (await fetch(`${url}/metrics`)).text(), name),
    [Symbol.asyncDispose]: () => building.disposeAsync(),
  };
}

function listen(child: ChildProcess) {
  const complaints: string[] = [];
  const words: string[] = [];
  const url = Promise.withResolvers<string>();
  const inspector = Promise.withResolvers<string>();
  const note = (text: string): void => {
    words.push(text.slice(0, 2_000));
    if (words.length > 40) words.shift();
  };
  createInterface({ input: child.stdout! }).on("line", (text) => {
    note(text);
    const { level = 0, url: address } = parsed(text) ?? {};
    if (address !== undefined) url.resolve(address);
    if (level >= errorLevel) complaints.push(text.slice(0, 4_000));
  });
  createInterface({ input: child.stderr! }).on("line", (text) => {
    note(text);
    const address = /Debugger listening on (ws:\S+)/.exec(text)?.[1];
    if (address !== undefined) inspector.resolve(address);
  });
  void once(child, "exit").then(() => {
    for (const waiting of [url, inspector]) waiting.reject(new Error(`The gateway ended before it served:\n${words.join("\n")}`));
  });
  for (const waiting of [url, inspector]) waiting.promise.catch(() => undefined);
  return { complaints, words, url: url.promise, inspector: inspector.promise };
}

function parsed(text: string): z.output<typeof line> | undefined {
  try {
    return line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

const evaluated = z.looseObject({
  id: z.number(),
  result: z.looseObject({ result: z.looseObject({ value: z.number() }).optional() }).optional(),
});

async function inspect(url: string) {
  const socket = new WebSocket(url);
  await once(socket, "open");
  let asked = 0;
  const ask = (method: string, params: object = {}): Promise<z.output<typeof evaluated>> =>
    new Promise((resolve) => {
      const id = (asked += 1);
      const take = (data: unknown): void => {
        const answer = evaluated.safeParse(JSON.parse(String(data))).data;
        if (answer?.id !== id) return;
        socket.off("message", take);
        resolve(answer);
      };
      socket.on("message", take);
      socket.send(JSON.stringify({ id, method, params }));
    });
  return {
    heapUsed: async () => {
      for (let rounds = 0; rounds < 2; rounds += 1) await ask("HeapProfiler.collectGarbage");
      const { result } = await ask("Runtime.evaluate", { expression: "process.memoryUsage().heapUsed" });
      return result?.result?.value ?? 0;
    },
    [Symbol.asyncDispose]: async () => {
      socket.terminate();
      await Promise.resolve();
    },
  };
}

function sumOf(metrics: string, name: string): number {
  const values = metrics.split("\n").filter((one) => one.startsWith(`${name}{`) || one.startsWith(`${name} `));
  return values.reduce((sum, one) => sum + Number(one.slice(one.lastIndexOf(" ") + 1).trim()), 0);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  const impatient = setTimeout(() => child.kill("SIGKILL"), 15_000);
  await exited;
  clearTimeout(impatient);
}
