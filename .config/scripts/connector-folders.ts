import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Names of the connector folders, sorted: every folder beside the SDK that has a door. */
export function connectorFolders(root: string): readonly string[] {
  const home = join(root, "subgraphs/connectors");
  const folders = readdirSync(home, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== "sdk");
  return folders
    .map(({ name }) => name)
    .filter((name) => existsSync(join(home, name, "index.ts")))
    .sort();
}
