import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";

/** What a generator makes: whole files, and old ones that must go. */
export interface GeneratedFiles {
  readonly root: string;
  /** How to make them again, for the message. */
  readonly command: string;
  /** Text by absolute path. */
  readonly files: ReadonlyMap<string, string>;
  /** Absolute paths of files that are there and no longer made. */
  readonly leftOver?: readonly string[];
}

/** Writes the files, or with `isCheck` only compares them and sets the exit code to 1 when one is stale. */
export function writeOrCheck({ root, command, files, leftOver = [] }: GeneratedFiles, isCheck: boolean): void {
  const stale = [...files].filter(([path, text]) => readOrNothing(path) !== text).map(([path]) => path);
  if (!isCheck) {
    for (const path of stale) write(path, files.get(path) ?? "");
    for (const path of leftOver) rmSync(path);
    return;
  }
  for (const path of [...stale, ...leftOver]) console.error(`${relative(root, path)} is stale; run "${command}" and commit the result.`);
  if (stale.length + leftOver.length > 0) process.exitCode = 1;
}

function readOrNothing(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
