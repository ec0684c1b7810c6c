import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { bundleAndLoad } from "./bundle-and-load.ts";
import { connectorIndexPage, connectorPage, type ConnectorToPrint } from "./connector-page.ts";
import { writeOrCheck } from "./generated-files.ts";

/** Writes docs/reference/connectors from the connectors themselves: `node generate-connector-pages.ts [--check] [--root FOLDER]`. */
const { values } = parseArgs({
  options: { check: { type: "boolean", default: false }, root: { type: "string", default: join(import.meta.dirname, "../..") } },
});
const doors = {
  "#model": "subgraphs/model/index.ts",
  "#platform": "subgraphs/platform/index.ts",
  "#sdk": "subgraphs/connectors/sdk/index.ts",
};
const registryFormat = z.object({
  connectorNames: z.array(z.string()),
  loadConnector: z.custom<(name: string) => Promise<unknown>>((value) => typeof value === "function"),
});
const connectorFormat = z.object({
  name: z.string(),
  title: z.string(),
  versions: z.string(),
  docs: z.string(),
  ports: z.array(z.string()),
  quirks: z.array(z.object({ title: z.string(), why: z.string(), source: z.string().exactOptional() })),
  settings: z.instanceof(z.ZodType),
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

async function loadConnectors(root: string): Promise<readonly ConnectorToPrint[]> {
  const entry = "subgraphs/connectors/registry.generated.ts";
  const registry = registryFormat.parse(await bundleAndLoad({ root, entry, doors }));
  const connectors = await Promise.all(registry.connectorNames.map((name) => registry.loadConnector(name)));
  return connectors.map((connector) => toPrint(connectorFormat.parse(connector)));
}

function toPrint(connector: z.output<typeof connectorFormat>): ConnectorToPrint {
  return { ...connector, settings: z.toJSONSchema(connector.settings, { io: "input", unrepresentable: "any" }) };
}
