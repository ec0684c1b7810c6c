import { execFile } from "node:child_process";
import { access, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { defineError } from "#platform";
import { connectorFiles } from "./connector-files.js";

/** The name cannot be a connector's folder. */
export const ConnectorNameInvalid = defineError<{ readonly name: string; readonly suggestion: string }>({
  code: "CONNECTOR_NAME_INVALID",
  status: 400,
  retry: "never",
  message: ({ name, suggestion }) =>
    `"${name}" is no connector name; take lower-case words joined by hyphens${suggestion === "" ? "" : `, for example "${suggestion}"`}.`,
});

/** There is a connector of that name already. */
export const ConnectorNameTaken = defineError<{ readonly name: string; readonly path: string }>({
  code: "CONNECTOR_NAME_TAKEN",
  status: 409,
  retry: "never",
  message: ({ name, path }) => `There is already something called "${name}" at ${path}; take another name.`,
});

const kebabCase = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const reserved = new Set(["sdk"]);

/**
 * Makes the folder of a new connector with its full file set and its contract test, which runs (red) at once, and puts it into the registry.
 * Answers the paths of the new files below `root`, the project's folder. Nothing is written when the name is wrong or taken.
 *
 * Throws `ConnectorNameInvalid` and `ConnectorNameTaken`.
 */
export async function newConnector(name: string, root: string): Promise<readonly string[]> {
  if (!kebabCase.test(name)) throw new ConnectorNameInvalid({ name, suggestion: kebabOf(name) });
  const files = connectorFiles(name);
  await refuseTaken(name, root, [`subgraphs/connectors/${name}`, ...files.keys()]);
  for (const [path, text] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text, { flag: "wx" });
  }
  await promisify(execFile)(process.execPath, [join(root, ".config/scripts/generate-registry.ts"), "--root", root]);
  return [...files.keys()];
}

async function refuseTaken(name: string, root: string, paths: readonly string[]): Promise<void> {
  if (reserved.has(name)) throw new ConnectorNameTaken({ name, path: `subgraphs/connectors/${name}` });
  for (const path of paths) {
    if (await exists(join(root, path))) throw new ConnectorNameTaken({ name, path });
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function kebabOf(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  const joined = words.filter((word) => word !== "").join("-");
  return joined.replace(/^[0-9-]+/, "");
}
