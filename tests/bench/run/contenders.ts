import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { distFile, isSetting, withSetting } from "#bench/run/dist";
import type { Subgraphs } from "#bench/subgraphs/start-subgraphs";

/** One row of the benchmark that is a gateway. */
export interface Contender {
  readonly name: string;
  readonly command: readonly string[];
}

/** A row that cannot be measured, with the reason. */
export interface LeftOut {
  readonly name: string;
  readonly reason: string;
}

/** The rows that every scenario has, in the order of the table. */
export const rowNames = [
  "passerelle",
  "passerelle-shared",
  "passerelle-cached",
  "apollo-gateway",
  "hive-gateway",
  "hive-gateway-dedup",
  "hive-gateway-rust",
  "hive-gateway-rust-dedup",
  "mercurius",
  "bare-fastify",
  "subgraphs",
] as const;

/** What gateways are started over. */
export interface ContendersOptions {
  readonly subgraphs: Pick<Subgraphs, "supergraphFile" | "urls">;
  /** A folder for settings files. */
  readonly folder: string;
  /** Where the bare route finds what to answer. */
  readonly answerFile: string;
  readonly forwardsToken: boolean;
}

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Every gateway that is compared, over the same subgraphs, and those that cannot be started here. */
export async function contendersOver(options: ContendersOptions): Promise<readonly (Contender | LeftOut)[]> {
  const { subgraphs, answerFile, forwardsToken } = options;
  const peer = (name: string, script: string, ...flags: string[]): Contender | LeftOut => {
    if (!existsSync(file("../node_modules"))) return { name, reason: 'it is not installed; run "npm ci --prefix tests/bench"' };
    const said = forwardsToken ? [...flags, "token"] : flags;
    return {
      name,
      command: [process.execPath, file(`../peers/${script}.mjs`), subgraphs.supergraphFile, JSON.stringify(subgraphs.urls), ...said],
    };
  };
  return [
    await passerelle("passerelle", options),
    await passerelle("passerelle-shared", options),
    await passerelle("passerelle-cached", options),
    peer("apollo-gateway", "apollo-gateway"),
    peer("hive-gateway", "hive-gateway"),
    peer("hive-gateway-dedup", "hive-gateway", "dedup"),
    peer("hive-gateway-rust", "hive-gateway", "rust"),
    peer("hive-gateway-rust-dedup", "hive-gateway", "rust", "dedup"),
    peer("mercurius", "mercurius"),
    { name: "bare-fastify", command: [process.execPath, file("../peers/bare-fastify.mjs"), answerFile] },
  ];
}

/** What our three rows set. */
const settingsOf = {
  passerelle: { "operations.shareInFlight": false, "engine.shareFetches": false },
  "passerelle-shared": { "operations.shareInFlight": true },
  "passerelle-cached": { "operations.shareInFlight": true, "cache.answers.maxAgeMs": 600_000 },
} as const satisfies Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** One of our own rows: `serve` over the subgraphs with the settings that the row is named after. */
export async function passerelle(
  name: keyof typeof settingsOf,
  { subgraphs, folder }: Pick<ContendersOptions, "subgraphs" | "folder">,
): Promise<Contender | LeftOut> {
  const wanted = Object.entries(settingsOf[name]);
  const unknown = wanted.filter(([path]) => !isSetting(path));
  // What a build cannot share or keep is neither shared nor kept.
  if (unknown.length > 0 && name !== "passerelle")
    return { name, reason: `this build has no setting ${unknown.map(([path]) => path).join(", ")}` };
  const config = join(folder, `${name}.yaml`);
  const settings = wanted.filter(([path]) => isSetting(path)).reduce((all, [path, value]) => withSetting(all, path, value), {});
  await writeFile(config, JSON.stringify(settings));
  const command = [process.execPath, distFile("gateway/cli/main.js"), "serve", "--supergraph", subgraphs.supergraphFile];
  return { name, command: [...command, "--config", config, "--port", "0"] };
}
