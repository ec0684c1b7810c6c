import { sql, type Kysely } from "kysely";
import type { Clock, Database } from "#platform";
import type { FileState, FileTables } from "./file-tables.js";
import type { FileValue } from "./to-value.js";

/** A file by its system, its name and its content: the same again is the same file. */
export interface FileIdentity {
  readonly system: string;
  readonly name: string;
  /** SHA-256 of the content. */
  readonly hash: string;
}

/** How far a file was applied. */
export interface FileRun {
  readonly state: FileState;
  /** Rows up to this line are applied and told. */
  readonly line: number;
  readonly applied: number;
  readonly bad: number;
}

/** Where a file stands, and whether it was ever begun before. */
export interface BegunFile extends FileRun {
  readonly isNew: boolean;
}

/** Rows that are applied together. */
export interface FileBatch {
  readonly values: readonly FileValue[];
  readonly bad: readonly { readonly line: number; readonly reason: string }[];
}

/** Keeps what files told and how far each was applied. Every method throws what the database throws. */
export interface FileLedger {
  /** Where a file stands; begins it when it is new. */
  readonly begin: (file: FileIdentity) => Promise<BegunFile>;
  /** Keeps values and wrong rows, all or none; again does no harm. Answers the products whose values are others now. */
  readonly apply: (file: FileIdentity, batch: FileBatch) => Promise<readonly string[]>;
  /** Notes how far the file is applied and told, or its end. */
  readonly note: (file: FileIdentity, run: FileRun) => Promise<void>;
}

/** The ledger in the database. */
export function createFileLedger(database: Database, clock: Clock): FileLedger {
  return {
    begin: (file) =>
      database.run("files.begin", async (db) => {
        const first = { ...file, state: "applying", line: 0, applied: 0, bad: 0, changed_at: new Date(clock.now()) } as const;
        const tables = db.$extendTables<FileTables>();
        const isNew =
          (
            await tables
              .insertInto("file_runs")
              .values(first)
              .onConflict((conflict) => conflict.doNothing())
              .returning("line")
              .execute()
          ).length > 0;
        const run = tables.selectFrom("file_runs").select(["state", "line", "applied", "bad"]);
        const found = await run
          .where("system", "=", file.system)
          .where("name", "=", file.name)
          .where("hash", "=", file.hash)
          .executeTakeFirstOrThrow();
        return { ...found, isNew };
      }),
    apply: (file, batch) =>
      database.run("files.apply", (db) =>
        db
          .$extendTables<FileTables>()
          .transaction()
          .execute(async (within) => {
            await keepBad(within, file, batch.bad);
            return [...(await keepStock(within, file, batch.values)), ...(await keepPrices(within, file, batch.values))];
          }),
      ),
    note: (file, { state, line, applied, bad }) =>
      database.run("files.note", async (db) => {
        await db
          .$extendTables<FileTables>()
          .updateTable("file_runs")
          .set({ state, line, applied, bad, changed_at: new Date(clock.now()) })
          .where("system", "=", file.system)
          .where("name", "=", file.name)
          .where("hash", "=", file.hash)
          .execute();
      }),
  };
}

type Tables = Kysely<FileTables>;

async function keepBad(db: Tables, file: FileIdentity, bad: FileBatch["bad"]): Promise<void> {
  if (bad.length === 0) return;
  const rows = bad.map(({ line, reason }) => ({ ...file, line, reason }));
  await db
    .insertInto("file_quarantine")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

// All values go as one JSON document: a parameter for each would be thousands. A row is written only where its values differ: what comes back is what has changed.
async function keepStock(db: Tables, { system }: FileIdentity, values: readonly FileValue[]): Promise<readonly string[]> {
  const rows = values.flatMap((value) => (value.kind === "stock" ? [value.stock] : []));
  const last = new Map(rows.map((row) => [JSON.stringify([row.sku, row.location]), row]));
  if (last.size === 0) return [];
  const given = JSON.stringify([...last.values()]);
  const written = await db
    .insertInto("file_stock")
    .columns(["system", "sku", "location", "on_hand", "reserved"])
    .expression(
      sql`select ${system}::text, * from jsonb_to_recordset(${given}::jsonb) as given (sku text, location text, "onHand" numeric, reserved numeric)`,
    )
    .onConflict((conflict) =>
      conflict
        .columns(["system", "sku", "location"])
        .doUpdateSet((set) => ({ on_hand: set.ref("excluded.on_hand"), reserved: set.ref("excluded.reserved") }))
        .where((set) =>
          set.or([
            set("file_stock.on_hand", "is distinct from", set.ref("excluded.on_hand")),
            set("file_stock.reserved", "is distinct from", set.ref("excluded.reserved")),
          ]),
        ),
    )
    .returning("sku")
    .execute();
  return [...new Set(written.map(({ sku }) => sku))];
}

async function keepPrices(db: Tables, { system }: FileIdentity, values: readonly FileValue[]): Promise<readonly string[]> {
  const rows = values.flatMap((value) => (value.kind === "price" ? [value.price] : []));
  const last = new Map(rows.map((row) => [JSON.stringify([row.sku, row.list, row.minimumQuantity]), row]));
  if (last.size === 0) return [];
  const given = JSON.stringify([...last.values()]);
  const written = await db
    .insertInto("file_prices")
    .columns(["system", "sku", "list", "minimum_quantity", "net", "gross"])
    .expression(
      sql`select ${system}::text, * from jsonb_to_recordset(${given}::jsonb)
        as given (sku text, list text, "minimumQuantity" numeric, net numeric, gross numeric)`,
    )
    .onConflict((conflict) =>
      conflict
        .columns(["system", "sku", "list", "minimum_quantity"])
        .doUpdateSet((set) => ({ net: set.ref("excluded.net"), gross: set.ref("excluded.gross") }))
        .where((set) =>
          set.or([
            set("file_prices.net", "is distinct from", set.ref("excluded.net")),
            set("file_prices.gross", "is distinct from", set.ref("excluded.gross")),
          ]),
        ),
    )
    .returning("sku")
    .execute();
  return [...new Set(written.map(({ sku }) => sku))];
}
