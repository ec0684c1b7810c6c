import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { cruise, repository, ruleNames, type Cruise } from "./cruise.js";

const subgraphs = ["erp", "pim", "crm", "shop", "orders"] as const;

/** One wrong import for every rule: rule, file, what it imports, and the file that this is. */
const wrong: readonly (readonly [rule: string, from: string, specifier: string, to: string])[] = [
  ["model-imports", "subgraphs/model/a.ts", "#platform", "subgraphs/platform/index.ts"],
  ["model-door", "subgraphs/erp/b.ts", "../model/inside.js", "subgraphs/model/inside.ts"],
  ["model-alias", "subgraphs/pim/c.ts", "../model/index.js", "subgraphs/model/index.ts"],
  ["platform-imports", "subgraphs/platform/d.ts", "#model", "subgraphs/model/index.ts"],
  ["platform-door", "gateway/server/e.ts", "../../subgraphs/platform/inside.js", "subgraphs/platform/inside.ts"],
  ["platform-alias", "subgraphs/crm/f.ts", "../platform/index.js", "subgraphs/platform/index.ts"],
  ["sdk-imports", "subgraphs/connectors/sdk/g.ts", "#erp", "subgraphs/erp/index.ts"],
  ["sdk-door", "subgraphs/connectors/one/h.ts", "../sdk/inside.js", "subgraphs/connectors/sdk/inside.ts"],
  ["sdk-alias", "subgraphs/connectors/one/i.ts", "../sdk/index.js", "subgraphs/connectors/sdk/index.ts"],
  ...subgraphs.flatMap((name, index) => {
    const other = subgraphs[(index + 1) % subgraphs.length] ?? "erp";
    return [
      [`${name}-imports`, `subgraphs/${name}/other.ts`, `#${other}`, `subgraphs/${other}/index.ts`],
      [`${name}-door`, `gateway/server/${name}-door.ts`, `../../subgraphs/${name}/inside.js`, `subgraphs/${name}/inside.ts`],
      [`${name}-alias`, `gateway/server/${name}-alias.ts`, `../../subgraphs/${name}/index.js`, `subgraphs/${name}/index.ts`],
    ] as const;
  }),
  ["erp-imports", "subgraphs/erp/registry.ts", "#connectors", "subgraphs/connectors/registry.generated.ts"],
  ["erp-imports", "subgraphs/erp/demo.ts", "#systems", "subgraphs/systems/index.ts"],
  ["systems-imports", "subgraphs/systems/j.ts", "#sdk", "subgraphs/connectors/sdk/index.ts"],
  ["systems-imports", "subgraphs/systems/k.test.ts", "../connectors/one/index.js", "subgraphs/connectors/one/index.ts"],
  ["systems-door", "gateway/server/l.ts", "../../subgraphs/systems/inside.js", "subgraphs/systems/inside.ts"],
  ["systems-alias", "gateway/server/m.ts", "../../subgraphs/systems/index.js", "subgraphs/systems/index.ts"],
  ["connector-imports", "subgraphs/connectors/one/n.ts", "../two/index.js", "subgraphs/connectors/two/index.ts"],
  ["connector-imports", "subgraphs/connectors/one/o.ts", "#platform", "subgraphs/platform/index.ts"],
  ["connector-imports", "subgraphs/connectors/one/p.test.ts", "#systems", "subgraphs/systems/index.ts"],
  ["registry-imports", "subgraphs/connectors/registry.generated.ts", "./one/inside.js", "subgraphs/connectors/one/inside.ts"],
  ["connectors-by-registry", "gateway/server/q.ts", "../../subgraphs/connectors/one/index.js", "subgraphs/connectors/one/index.ts"],
  ["nothing-imports-gateway", "subgraphs/shop/r.ts", "../../gateway/config/index.js", "gateway/config/index.ts"],
  ["main-by-doors", "gateway/main.ts", "./server/inside.js", "gateway/server/inside.ts"],
  ["console-imports", "gateway/console/s.ts", "#model", "subgraphs/model/index.ts"],
  ["gateway-config-imports", "gateway/config/t.ts", "../auth/index.js", "gateway/auth/index.ts"],
  ...["auth", "cache", "intake", "limits", "operations", "supergraph", "webhooks"].map(
    (room) => [`gateway-${room}-imports`, `gateway/${room}/u.ts`, "../engine/index.js", "gateway/engine/index.ts"] as const,
  ),
  ["gateway-engine-imports", "gateway/engine/v.ts", "../server/index.js", "gateway/server/index.ts"],
  ["gateway-server-imports", "gateway/server/w.ts", "../cli/serve.js", "gateway/cli/serve.ts"],
  ["gateway-cli-imports", "gateway/cli/x.ts", "../server/inside.js", "gateway/server/inside.ts"],
  ["no-test-code-in-sources", "subgraphs/erp/y.ts", "./z.test.js", "subgraphs/erp/z.test.ts"],
  ["end-to-end-by-doors", "tests/e2e/page/a.test.ts", "../../../gateway/server/inside.js", "gateway/server/inside.ts"],
  ["no-unresolvable", "gateway/config/b.ts", "./nowhere.js", "./nowhere.js"],
  ["no-undeclared-package", "gateway/config/c.ts", "lucky", "node_modules/lucky/index.js"],
  ["no-development-package-in-sources", "gateway/config/d.ts", "tool", "node_modules/tool/index.js"],
];

/** Imports that must stay possible. */
const right: readonly (readonly [from: string, specifier: string])[] = [
  ["subgraphs/model/fine.ts", "./graphql/index.js"],
  ["subgraphs/connectors/sdk/fine.ts", "#model"],
  ["subgraphs/connectors/sdk/fine-too.ts", "#platform"],
  ["subgraphs/connectors/one/fine.ts", "#sdk"],
  ["subgraphs/connectors/one/fine-too.ts", "#model"],
  ["subgraphs/connectors/one/fine.test.ts", "../sdk/testing/double.js"],
  ["subgraphs/erp/fine.ts", "#model/graphql"],
  ["subgraphs/erp/fine-too.ts", "#sdk"],
  ["subgraphs/systems/fine.ts", "./inside.js"],
  ["gateway/server/fine.ts", "#erp"],
  ["gateway/server/fine-too.ts", "#connectors"],
  ["gateway/server/fine-as-well.ts", "../engine/index.js"],
  ["gateway/cli/fine.ts", "../config/index.js"],
  ["gateway/config/fine.test.ts", "tool"],
  ["tests/contract/fine.test.ts", "../../subgraphs/connectors/one/inside.js"],
];

describe("the import table", { timeout: 120_000 }, () => {
  let found: Cruise;
  beforeAll(async () => {
    await using tree = await plantTree();
    found = await cruise(tree.folder);
  }, 120_000);

  it.each(wrong)("%s: %s may not import %s", (rule, from, _specifier, to) => {
    expect(found.violations).toContain(`${rule}: ${from} → ${to}`);
  });

  it("no-cycles: two modules may not import each other, not even types", () => {
    expect(found.violations).toContain("no-cycles: subgraphs/erp/egg.ts → subgraphs/erp/hen.ts");
  });

  it.each(right)("%s may import %s", (from) => {
    expect(found.violations.filter((violation) => violation.includes(`: ${from} →`))).toEqual([]);
  });

  it("has an example for each of its rules", async () => {
    const shown = new Set([...wrong.map(([rule]) => rule), "no-cycles"]);
    expect((await ruleNames()).filter((name) => !shown.has(name))).toEqual([]);
  });

  it("holds in this repository", async () => {
    const { modules, violations } = await cruise(repository);
    expect(violations).toEqual([]);
    expect(modules).toBeGreaterThan(400);
  });
});

/** A small tree with all doors, and the imports above. */
async function plantTree(): Promise<AsyncDisposable & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), "boundaries-"));
  const imported = wrong.map(([, , , to]) => to).filter((path) => !path.startsWith("./"));
  const doors = ["subgraphs/model/graphql/index.ts", "subgraphs/connectors/sdk/testing/double.ts", "subgraphs/systems/inside.ts"];
  const files = new Map([...imported, ...doors].map((path) => [path, "export {};\n"]));
  for (const [from, specifier] of [...wrong.map(([, from, specifier]) => [from, specifier] as const), ...right]) {
    files.set(from, `import "${specifier}";\n`);
  }
  files.set("subgraphs/erp/hen.ts", 'import type { Egg } from "./egg.js";\nexport interface Hen { egg: Egg }\n');
  files.set("subgraphs/erp/egg.ts", 'import type { Hen } from "./hen.js";\nexport interface Egg { hen: Hen }\n');
  const { imports } = z.object({ imports: z.unknown() }).parse(JSON.parse(await readFile(join(repository, "package.json"), "utf8")));
  files.set("package.json", JSON.stringify({ name: "small", type: "module", imports, devDependencies: { tool: "1.0.0" } }));
  files.set("tsconfig.json", JSON.stringify({ compilerOptions: { module: "nodenext", customConditions: ["source"] } }));
  for (const name of ["lucky", "tool"]) files.set(`node_modules/${name}/package.json`, JSON.stringify({ name, main: "index.js" }));
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
