import type { ColumnType, Generated } from "kysely";
import type { Migration } from "#platform";

/** What drivers make of a `bigint`; it is only ever given back. */
export type RowId = string | number | bigint;

/** A webhook that was taken. */
export type InboxRow = {
  id: Generated<RowId>;
  system: string;
  event_id: string;
  received_at: Date;
  /** Until then whoever took it is at it; later anybody may. */
  due_at: Date;
  applied_at: Date | null;
  /** Method, address and headers as JSON; gone once it is applied, like the body. */
  head: ColumnType<unknown, string | null, string | null>;
  body: Uint8Array | null;
};

/** The tables of this room. */
export type InboxTables = { webhook_inbox: InboxRow };

/** Makes the inbox. */
export const inboxMigrations: readonly Migration[] = [
  {
    name: "webhooks-0001-inbox",
    up: async (db) => {
      const { sql } = await import("kysely");
      await db.schema
        .createTable("webhook_inbox")
        .addColumn("id", "bigserial", (column) => column.primaryKey())
        .addColumn("system", "text", (column) => column.notNull())
        .addColumn("event_id", "text", (column) => column.notNull())
        .addColumn("received_at", "timestamptz", (column) => column.notNull())
        .addColumn("due_at", "timestamptz", (column) => column.notNull())
        .addColumn("applied_at", "timestamptz")
        .addColumn("head", "jsonb")
        .addColumn("body", "bytea")
        .addUniqueConstraint("webhook_inbox_event", ["system", "event_id"])
        .execute();
      await db.schema
        .createIndex("webhook_inbox_due")
        .on("webhook_inbox")
        .column("due_at")
        .where(sql.ref("applied_at"), "is", null)
        .execute();
      await db.schema.createIndex("webhook_inbox_received").on("webhook_inbox").column("received_at").execute();
    },
  },
];
