import type { Clock, Database, Migration } from "#platform";
import type { ChangeType, FeedCursor } from "#sdk";

/** Keeps how far each system's feeds were read. */
export interface PositionStore {
  /** `undefined` when it was never kept. */
  readonly read: (system: string, kind: ChangeType) => Promise<FeedCursor | undefined>;
  /** Keeps it; written only when everything before it has been applied. */
  readonly write: (system: string, kind: ChangeType, cursor: FeedCursor) => Promise<void>;
}

/** Keeps positions in this process: after a restart, everything is told as changed once. */
export function createLocalPositions(): PositionStore {
  const kept = new Map<string, FeedCursor>();
  return {
    read: async (system, kind) => kept.get(`${system} ${kind}`),
    write: async (system, kind, cursor) => {
      kept.set(`${system} ${kind}`, cursor);
    },
  };
}

interface Tables {
  [table: string]: Record<string, unknown>;
  feed_positions: { system: string; kind: string; cursor: string; kept_at: Date };
}

/** The table of kept positions. */
export const positionMigrations: readonly Migration[] = [
  {
    name: "intake-0001-feed-positions",
    up: async (db) => {
      await db.schema
        .createTable("feed_positions")
        .addColumn("system", "text", (column) => column.notNull())
        .addColumn("kind", "text", (column) => column.notNull())
        .addColumn("cursor", "text", (column) => column.notNull())
        .addColumn("kept_at", "timestamptz", (column) => column.notNull())
        .addPrimaryKeyConstraint("feed_positions_key", ["system", "kind"])
        .execute();
    },
  },
];

/** Keeps positions in the database: whichever node asks next goes on where the last one was. Throws what the database throws. */
export function createDurablePositions(database: Database, clock: Clock): PositionStore {
  return {
    read: (system, kind) =>
      database.run("positions.read", async (db) => {
        const query = db.$extendTables<Tables>().selectFrom("feed_positions").select("cursor");
        return (await query.where("system", "=", system).where("kind", "=", kind).executeTakeFirst())?.cursor;
      }),
    write: (system, kind, cursor) =>
      database.run("positions.write", async (db) => {
        const kept = { cursor, kept_at: new Date(clock.now()) };
        await db
          .$extendTables<Tables>()
          .insertInto("feed_positions")
          .values({ system, kind, ...kept })
          .onConflict((conflict) => conflict.columns(["system", "kind"]).doUpdateSet(kept))
          .execute();
      }),
  };
}
