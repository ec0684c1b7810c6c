import type { Kysely } from "kysely";
import type { Migration } from "./database.js";

/**
 * Brings the tables up to date: one process at a time (advisory lock on PostgreSQL), each step once. Steps of different parts may come in any order.
 * Throws what a step threw; that step has left nothing behind.
 */
export async function migrate(db: Kysely<object>, schema: string, migrations: readonly Migration[]): Promise<void> {
  const { Migrator } = await import("kysely/migration");
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(Object.fromEntries(migrations.map((one) => [one.name, stepIn(schema, one)]))) },
    migrationTableName: "migrations",
    migrationLockTableName: "migrations_lock",
    migrationTableSchema: schema,
    allowUnorderedMigrations: true,
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error("A migration failed.", { cause: error });
}

function stepIn(schema: string, { up }: Migration): { readonly up: (db: Kysely<object>) => Promise<void> } {
  return { up: (db) => up(db.withSchema(schema)) };
}
