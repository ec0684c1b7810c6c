import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DataSet } from "#bench/subgraphs/data";

/** Subgraphs that run. */
export interface Subgraphs extends AsyncDisposable {
  /** Their processes, and those of what they stand on. */
  readonly pids: readonly number[];
  readonly supergraphSdl: string;
  /** A file with the supergraph. */
  readonly supergraphFile: string;
  readonly urls: readonly { readonly name: string; readonly url: string }[];
  /** How many requests came so far, over all subgraphs. */
  readonly served: () => Promise<number>;
}

const script = fileURLToPath(new URL("serve.ts", import.meta.url));

/** Starts the subgraphs over data of their own in one process, on free ports, and writes their supergraph to a temporary file. */
export async function startSubgraphs({ latencyMs = 0, data = "few" }: { latencyMs?: number; data?: DataSet } = {}): Promise<Subgraphs> {
  const child = fork(script, ["--latency", String(latencyMs), "--data", data]);
  const [ready] = await once(child, "message");
  const file = await supergraphFile(ready.supergraphSdl);
  return {
    pids: child.pid === undefined ? [] : [child.pid],
    supergraphSdl: ready.supergraphSdl,
    supergraphFile: file.path,
    urls: ready.subgraphs.map(({ name, url }: { name: string; url: string }) => ({ name, url })),
    served: async () => {
      child.send("served");
      const [message] = await once(child, "message");
      return message.served;
    },
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, "exit");
      child.disconnect();
      await Promise.all([ended, file[Symbol.asyncDispose]()]);
    },
  };
}

/** A temporary file with a supergraph, gone when disposed of. */
export async function supergraphFile(sdl: string): Promise<AsyncDisposable & { readonly path: string }> {
  const folder = await mkdtemp(join(tmpdir(), "passerelle-bench-"));
  const path = join(folder, "supergraph.graphql");
  await writeFile(path, sdl);
  return { path, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
