import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type BuildOptions, type Plugin } from "esbuild";

/** A module to load: its path in the repository, and the doors behind the `#aliases` that it may reach. */
export interface ModuleToLoad {
  readonly root: string;
  readonly entry: string;
  readonly doors?: Readonly<Record<string, string>>;
}

/** Bundles one of our modules and loads it: Node alone neither strips decorators nor resolves `.js` to `.ts`. The caller parses what it gets. */
export async function bundleAndLoad({ root, entry, doors = {} }: ModuleToLoad): Promise<unknown> {
  const outfile = join(root, "node_modules/.cache/passerelle", `${entry.replaceAll("/", "-")}-${process.pid}.mjs`);
  const options: BuildOptions = {
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
    conditions: ["source"],
    logLevel: "error",
  };
  try {
    await build({ ...options, entryPoints: [join(root, entry)], outfile, plugins: [ownAliases(root, doors)] });
    const loaded: unknown = await import(pathToFileURL(outfile).href);
    return loaded;
  } finally {
    rmSync(outfile, { force: true });
  }
}

/** "packages: external" would leave our own `#aliases` alone too. */
function ownAliases(root: string, doors: Readonly<Record<string, string>>): Plugin {
  return {
    name: "own-aliases",
    setup: (building) => {
      building.onResolve({ filter: /^#/ }, ({ path }) => {
        const door = doors[path];
        return door === undefined ? { errors: [{ text: `${path} is no part that may be imported here.` }] } : { path: join(root, door) };
      });
    },
  };
}
