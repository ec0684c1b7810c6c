import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Subgraphs that run. */
export interface Subgraphs extends AsyncDisposable {
  readonly pid: number;
  readonly supergraphFile: string;
  readonly urls: readonly { readonly name: string; readonly url: string }[];
  /** How many requests came so far, over all subgraphs. */
  readonly served: () => Promise<number>;
}

const script = fileURLToPath(new URL("../subgraphs/serve.ts", import.meta.url));

/** Starts the subgraphs in a process of their own, on free ports, and writes their supergraph to a temporary file. */
export async function startSubgraphs(latencyMs: number): Promise<Subgraphs> {
  const child = fork(script, [String(latencyMs)]);
  const [ready] = await once(child, "message");
  const folder = await mkdtemp(join(tmpdir(), "passerelle-bench-"));
  const supergraphFile = join(folder, "supergraph.graphql");
  await writeFile(supergraphFile, ready.supergraphSdl);
  return {
    pid: child.pid ?? 0,
    supergraphFile,
    urls: ready.subgraphs.map(({ name, url }: { name: string; url: string }) => ({ name, url })),
    served: async () => {
      child.send("served");
      const [message] = await once(child, "message");
      return message.served;
    },
    [Symbol.asyncDispose]: async () => {
      child.disconnect();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
