// Transpiles the sources to dist/, file by file, so that stack traces and folders stay as they are. Types are checked by `npm run types`.
import { build } from "esbuild";
import { existsSync, globSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";

const stamp = "dist/.built";
const sources = globSync("{gateway,subgraphs}/**/*.ts", { exclude: (name) => name.endsWith(".test.ts") });
const watched = [...sources, "package.json", "package-lock.json", "tsconfig.json", ".config/scripts/build.mjs"];

if (!process.argv.includes("--if-stale") || isStale()) {
  rmSync("dist", { recursive: true, force: true });
  mkdirSync("dist", { recursive: true });
  await build({
    entryPoints: sources,
    outbase: ".",
    outdir: "dist",
    format: "esm",
    platform: "node",
    target: "node24",
    sourcemap: "linked",
    sourcesContent: false,
    tsconfig: "tsconfig.json",
    logLevel: "warning",
  });
  // The list of sources is in the stamp: a file that went away makes the build stale too.
  writeFileSync(stamp, String(sources.length));
}

function isStale() {
  if (!existsSync(stamp)) return true;
  const builtAt = statSync(stamp).mtimeMs;
  return watched.some((file) => statSync(file).mtimeMs > builtAt);
}
