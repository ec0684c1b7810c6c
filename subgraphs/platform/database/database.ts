import type { Kysely } from "kysely";

/** A step by which tables come to be; steps that ran once never run again. */
export interface Migration {
  /** Unique among all parts, never renamed: `webhooks-0001-inbox`. */
  readonly name: string;
  /** Runs in a transaction, tables without a schema in their name. */
  readonly up: (db: Kysely<object>) => Promise<void>;
}

/** Whom a database is: PGlite in this process, or a PostgreSQL server. */
export type DatabaseKind = "pglite" | "postgres";

/** The durable ground of everything that must outlive the process; one query layer for both kinds. */
export interface Database extends AsyncDisposable {
  readonly kind: DatabaseKind;
  /** False only when nothing can have been kept yet: whoever looks for old work need not open it then. */
  readonly mayHoldData: () => boolean;
  /**
   * Runs `work` on the database, which is opened and migrated when it is first used. `db.$extendTables<…>()` names the tables that it needs;
   * within a transaction everything goes through the transaction, for PGlite has one connection only.
   *
   * `operation` is a metric label: a fixed word such as `inbox.keep`. Throws `DatabaseUnavailable` when the server cannot be reached, is shutting down or
   * has no room, and `DatabaseInUse` when another process has the folder; what a statement itself breaks is thrown as it comes.
   */
  readonly run: <Result>(operation: string, work: (db: Kysely<object>) => Promise<Result>) => Promise<Result>;
  /** Waits for what is under way and closes; the folder is free then. */
  readonly close: () => Promise<void>;
}
