import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseInUse } from "./errors.js";

/** Keeps other processes out of a folder until it is released. */
export interface FolderLock {
  readonly release: () => void;
}

/**
 * Takes a folder for this process. SQLite's lock on a file serves for it, as the operating system gives that free however the process ends; a file
 * with a process id would outlive a kill. Throws `DatabaseInUse`.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const { DatabaseSync } = await import("node:sqlite");
  mkdirSync(folder, { recursive: true });
  const lock = new DatabaseSync(join(folder, "lock.sqlite"));
  try {
    lock.exec("PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE");
  } catch (cause) {
    lock.close();
    throw new DatabaseInUse({ folder }, { cause });
  }
  return { release: () => lock.close() };
}
