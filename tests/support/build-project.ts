import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const project = fileURLToPath(new URL("../..", import.meta.url));
const parts = ["package.json", "package-lock.json", "tsconfig.json", ".config", "gateway", "subgraphs"];

/** The project built in a folder of its own, which is gone when disposed of. */
export interface BuiltProject extends AsyncDisposable {
  readonly root: string;
}

/** Copies the sources and builds them, so that a test's programs are of today's sources and no other test builds beneath them. */
export async function buildProject(): Promise<BuiltProject> {
  const root = await mkdtemp(join(tmpdir(), "passerelle-built-"));
  await Promise.all(parts.map((part) => cp(join(project, part), join(root, part), { recursive: true })));
  await symlink(join(project, "node_modules"), join(root, "node_modules"));
  await promisify(execFile)(process.execPath, [".config/scripts/build.mjs"], { cwd: root });
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true, maxRetries: 5 }) };
}
