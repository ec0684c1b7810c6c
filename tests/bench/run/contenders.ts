import { fileURLToPath } from "node:url";
import type { Subgraphs } from "#bench/run/start-subgraphs";

/** One row of the benchmark. */
export interface Contender {
  readonly name: string;
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** A row that cannot be measured, with the reason. */
export interface LeftOut {
  readonly name: string;
  readonly reason: string;
}

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Every gateway that is compared, started over the same subgraphs. */
export function contendersOver({ supergraphFile, urls }: Subgraphs, answerFile: string): readonly Contender[] {
  const peer = (script: string, ...flags: string[]): readonly string[] => [
    process.execPath,
    file(`../peers/${script}.mjs`),
    supergraphFile,
    JSON.stringify(urls),
    ...flags,
  ];
  return [
    {
      name: "passerelle",
      command: [process.execPath, file("../../../dist/gateway/cli/main.js"), "serve", "--supergraph", supergraphFile, "--port", "0"],
      environment: { HOST: "127.0.0.1" },
    },
    { name: "apollo-gateway", command: peer("apollo-gateway") },
    { name: "hive-gateway", command: peer("hive-gateway") },
    { name: "hive-gateway-dedup", command: peer("hive-gateway", "dedup") },
    { name: "hive-gateway-rust", command: peer("hive-gateway", "rust") },
    { name: "hive-gateway-rust-dedup", command: peer("hive-gateway", "rust", "dedup") },
    { name: "mercurius", command: peer("mercurius") },
    { name: "bare-fastify", command: [process.execPath, file("../peers/bare-fastify.mjs"), answerFile] },
  ];
}

/** Rows that this build has nothing to measure for. */
export const notYetMeasured: readonly LeftOut[] = [
  { name: "passerelle-shared", reason: "this build shares no operations in flight" },
  { name: "passerelle-cached", reason: "this build keeps no answers" },
  { name: "subgraphs", reason: "the subgraphs alone are not driven yet" },
];
