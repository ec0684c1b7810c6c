import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

/** Who is measured. */
export const servers = ["passerelle", "passerelle-unshared", "graphql-ws"] as const;

/** What a server says of itself. */
export interface ServerUse {
  readonly cpuMs: number;
  readonly heapBytes: number;
  readonly rssBytes: number;
}

/** A server in a process of its own, told by messages. */
export interface BenchServer extends AsyncDisposable {
  readonly port: number;
  /** Publishes a change. */
  readonly publish: () => void;
  /** What it has used so far, after what is not needed was let go of. */
  readonly use: () => Promise<ServerUse>;
  /** Streams that clients have opened and that are ready for a change. */
  readonly opened: () => Promise<number>;
}

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Bundles and starts a server. */
export async function startServer(name: (typeof servers)[number]): Promise<BenchServer> {
  const file = await bundled();
  const child = fork(file, [name], { execArgv: ["--expose-gc"], stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const { port } = await answer<{ port: number }>(child);
  const ask = async <Said>(question: string): Promise<Said> => {
    const answered = answer<Said>(child);
    child.send(question);
    return answered;
  };
  return {
    port,
    publish: () => void child.send("publish"),
    use: () => ask<ServerUse>("use"),
    opened: async () => (await ask<{ opened: number }>("opened")).opened,
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
}

// What the program of this folder sends is what it says it sends.
async function answer<Said>(child: ChildProcess): Promise<Said> {
  const [said] = await once(child, "message");
  return said as Said;
}

// Node alone neither resolves `.js` to `.ts` nor bundles our parts.
async function bundled(): Promise<string> {
  const outfile = `${root}dist/bench/serve-subscribers-${process.pid}.mjs`;
  await build({
    entryPoints: [`${root}tests/bench/subscribers/serve.ts`],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
    conditions: ["source"],
    logLevel: "error",
    plugins: [await ownAliases()],
  });
  return outfile;
}

async function ownAliases(): Promise<Plugin> {
  const { imports }: { imports: Record<string, { source?: string }> } = JSON.parse(await readFile(`${root}package.json`, "utf8"));
  return {
    name: "own-aliases",
    setup: (building) =>
      building.onResolve({ filter: /^#/ }, ({ path }) => {
        const source = imports[path]?.source;
        return source === undefined ? undefined : { path: `${root}${source}` };
      }),
  };
}
