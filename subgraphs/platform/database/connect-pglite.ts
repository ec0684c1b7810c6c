import type { Dialect } from "kysely";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseOptions } from "./database-options.js";
import { lockFolder } from "./folder-lock.js";

/** A way to a database that is open. */
export interface Connection {
  readonly dialect: Dialect;
  /** Called after kysely has closed its connections. */
  readonly released: () => void;
}

/** Where PGlite's own files lie in the folder. */
function filesIn(folder: string): string {
  return join(folder, "pglite");
}

/** Whether PGlite has ever been filled in this folder. */
export function hasPglite(folder: string): boolean {
  return existsSync(join(filesIn(folder), "PG_VERSION"));
}

/** Opens PGlite in the folder, for this process alone. Throws `DatabaseInUse`. */
export async function connectPglite({ folder, log }: Pick<DatabaseOptions, "folder" | "log">): Promise<Connection> {
  const lock = await lockFolder(folder);
  try {
    const [{ PGlite }, { PGliteDialect }] = await Promise.all([import("@electric-sql/pglite"), import("kysely")]);
    mkdirSync(filesIn(folder), { recursive: true });
    const pglite = await PGlite.create(filesIn(folder));
    log.info(
      { folder },
      "PGlite keeps what must last; it does not fsync: it survives a killed process, not a power cut. For that set DATABASE_URL to a PostgreSQL",
    );
    return { dialect: new PGliteDialect({ pglite }), released: lock.release };
  } catch (error) {
    lock.release();
    throw error;
  }
}
