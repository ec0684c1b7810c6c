import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build, type BuildOptions, type Plugin } from "esbuild";
import { z } from "zod";
import { connectorIndexPage, connectorPage, type ConnectorToPrint } from "./connector-page.ts";
import { writeOrCheck } from "./generated-files.ts";

/** Writes docs/reference/connectors from the connectors themselves: `node generate-connector-pages.ts [--check] [--root FOLDER]`. */
const { values } = parseArgs({
  options: { check: { type: "boolean", default: false }, root: { type: "string", default: join(import.meta.dirname, "../..") } },
});
const home = join(values.root, "docs/reference/connectors");
const connectors = await loadConnectors(values.root);
const files = new Map([
  [join(home, "README.md"), connectorIndexPage(connectors)],
  ...connectors.map((connector): [string, string] => [join(home, `${connector.name}.md`), connectorPage(connector)]),
]);
writeOrCheck(
  { root: values.root, command: "node .config/scripts/generate-connector-pages.ts", files, leftOver: pagesWithout(files) },
  values.check,
);

function pagesWithout(made: ReadonlyMap<string, string>): readonly string[] {
  mkdirSync(home, { recursive: true });
  const there = readdirSync(home).map((name) => join(home, name));
  return there.filter((path) => path.endsWith(".md") && !made.has(path));
}

/** Bundles the registry and loads it: the connectors are TypeScript that Node alone does not resolve. */
async function loadConnectors(root: string): Promise<readonly ConnectorToPrint[]> {
  const outfile = join(root, "node_modules/.cache/passerelle", `connectors-${process.pid}.mjs`);
  const entry = join(root, "subgraphs/connectors/registry.generated.ts");
  const options: BuildOptions = {
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
    conditions: ["source"],
    logLevel: "error",
  };
  try {
    await build({ ...options, entryPoints: [entry], outfile, plugins: [ownAliases(root)] });
    const { connectorNames, loadConnector } = await import(pathToFileURL(outfile).href);
    return await Promise.all(connectorNames.map((name: string) => loadConnector(name).then(toPrint)));
  } finally {
    rmSync(outfile, { force: true });
  }
}

/** "packages: external" would leave our own `#aliases` alone too. */
function ownAliases(root: string): Plugin {
  const doors: Readonly<Record<string, string>> = {
    "#model": "subgraphs/model/index.ts",
    "#platform": "subgraphs/platform/index.ts",
    "#sdk": "subgraphs/connectors/sdk/index.ts",
  };
  return {
    name: "own-aliases",
    setup: (building) => {
      building.onResolve({ filter: /^#/ }, ({ path }) => {
        const door = doors[path];
        return door === undefined ? { errors: [{ text: `${path} is no part that a connector may import.` }] } : { path: join(root, door) };
      });
    },
  };
}

function toPrint(connector: Omit<ConnectorToPrint, "settings"> & { readonly settings: z.ZodType }): ConnectorToPrint {
  return { ...connector, settings: z.toJSONSchema(connector.settings, { io: "input", unrepresentable: "any" }) };
}
