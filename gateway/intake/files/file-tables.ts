import type { Migration } from "#platform";

/** The tables of flat files, as kysely sees them. */
export interface FileTables {
  [table: string]: Record<string, unknown>;
  file_stock: { system: string; sku: string; location: string; on_hand: string; reserved: string };
  file_prices: { system: string; list: string; sku: string; minimum_quantity: string; net: string; gross: string | null };
  file_runs: { system: string; name: string; hash: string; state: FileState; line: number; applied: number; bad: number; changed_at: Date };
  file_quarantine: { system: string; name: string; hash: string; line: number; reason: string };
}

/** Where a file stands. */
export type FileState = "applying" | "applied" | "refused";

/** What flat files told, how far each was applied, and what was put aside. */
export const fileMigrations: readonly Migration[] = [
  {
    name: "intake-0002-flat-files",
    up: async (db) => {
      const { schema } = db;
      await schema
        .createTable("file_stock")
        .addColumn("system", "text", (column) => column.notNull())
        .addColumn("sku", "text", (column) => column.notNull())
        .addColumn("location", "text", (column) => column.notNull())
        .addColumn("on_hand", "numeric", (column) => column.notNull())
        .addColumn("reserved", "numeric", (column) => column.notNull())
        .addPrimaryKeyConstraint("file_stock_key", ["system", "sku", "location"])
        .execute();
      await schema
        .createTable("file_prices")
        .addColumn("system", "text", (column) => column.notNull())
        .addColumn("list", "text", (column) => column.notNull())
        .addColumn("sku", "text", (column) => column.notNull())
        .addColumn("minimum_quantity", "numeric", (column) => column.notNull())
        .addColumn("net", "numeric", (column) => column.notNull())
        .addColumn("gross", "numeric")
        .addPrimaryKeyConstraint("file_prices_key", ["system", "sku", "list", "minimum_quantity"])
        .execute();
      await schema
        .createTable("file_runs")
        .addColumn("system", "text", (column) => column.notNull())
        .addColumn("name", "text", (column) => column.notNull())
        .addColumn("hash", "text", (column) => column.notNull())
        .addColumn("state", "text", (column) => column.notNull())
        .addColumn("line", "integer", (column) => column.notNull())
        .addColumn("applied", "integer", (column) => column.notNull())
        .addColumn("bad", "integer", (column) => column.notNull())
        .addColumn("changed_at", "timestamptz", (column) => column.notNull())
        .addPrimaryKeyConstraint("file_runs_key", ["system", "name", "hash"])
        .execute();
      await schema
        .createTable("file_quarantine")
        .addColumn("system", "text", (column) => column.notNull())
        .addColumn("name", "text", (column) => column.notNull())
        .addColumn("hash", "text", (column) => column.notNull())
        .addColumn("line", "integer", (column) => column.notNull())
        .addColumn("reason", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("file_quarantine_key", ["system", "name", "hash", "line"])
        .execute();
    },
  },
];
