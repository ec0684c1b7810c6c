import { join } from "node:path";
import type { Logger } from "pino";
import { createDatabase, type Database, type Migration, type Telemetry } from "#platform";
import type { Settings } from "../config/index.js";
import { intakeMigrations } from "../intake/index.js";
import { inboxMigrations } from "../webhooks/index.js";

/** Every part's tables. */
const migrations: readonly Migration[] = [...inboxMigrations, ...intakeMigrations];

/** The database that the settings name, with every part's migrations; it opens when it is first used. */
export function databaseOf({ database }: Settings, ground: { readonly log: Logger; readonly telemetry: Telemetry }): Database {
  const { folder = join(".data", "database"), ...rest } = database;
  return createDatabase({ ...rest, ...ground, folder, migrations });
}
