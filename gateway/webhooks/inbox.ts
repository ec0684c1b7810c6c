import type { Kysely, Selectable } from "kysely";
import { z } from "zod";
import type { Clock, Database } from "#platform";
import type { Delivery } from "#sdk";
import type { InboxRow, InboxTables, RowId } from "./inbox-tables.js";

/** A delivery with the system that sent it and the id under which it is known. */
export interface Notice {
  readonly system: string;
  readonly eventId: string;
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly delivery: Delivery;
}

/** A notice that is kept. */
export interface KeptNotice extends Notice {
  readonly rowId: RowId;
}

/** What became of a notice that was to be kept. */
export type Kept =
  { readonly isNew: true; readonly rowId: RowId } | { readonly isNew: false; readonly isApplied: boolean; readonly rowId: RowId };

/** How long and how many applied notices are remembered, so that one that comes again is known. */
export interface InboxBounds {
  readonly keepMs: number;
  readonly keepAtMost: number;
}

/** Webhooks in the database: what is in it is not lost, and known when it comes again, on whichever node. All throw `DatabaseUnavailable`. */
export interface Inbox {
  /** Whether there can be anything in it. */
  readonly mayHoldData: () => boolean;
  readonly keep: (notice: Notice) => Promise<Kept>;
  /** What was delivered is forgotten then; that it was, is remembered. */
  readonly markApplied: (rowId: RowId) => Promise<void>;
  /** Notices that nobody is at any more, oldest first; they are the caller's for a while. `all` takes also those that another may still be at. */
  readonly takeDue: (limit: number, which?: { readonly all: boolean }) => Promise<readonly KeptNotice[]>;
  readonly countPending: () => Promise<number>;
  /** Forgets what is beyond the bounds; never what is not applied. */
  readonly prune: (bounds: InboxBounds) => Promise<void>;
}

/** How long a notice belongs to who took it: longer than reading and publishing it may take. */
const leaseMs = 15_000;

const head = z.object({ method: z.string(), url: z.string(), headers: z.record(z.string(), z.string()) });

/** Opens the inbox; its tables are made with the database. */
export function createInbox(database: Database, clock: Clock): Inbox {
  const run = inboxRunner(database);
  const after = (ms: number): Date => new Date(clock.now() + ms);
  return {
    mayHoldData: database.mayHoldData,
    keep: (notice) => run("inbox.keep", (db) => keep(db, notice, after(leaseMs))),
    markApplied: (rowId) =>
      run("inbox.applied", async (db) => {
        await db
          .updateTable("webhook_inbox")
          .set({ applied_at: after(0), head: null, body: null })
          .where("id", "=", rowId)
          .execute();
      }),
    takeDue: (limit, { all } = { all: false }) =>
      run("inbox.due", (db) => takeDue(db, { limit, until: after(leaseMs), dueBy: all ? undefined : after(0) })),
    countPending: () =>
      run("inbox.count", async (db) => {
        const counted = db.selectFrom("webhook_inbox").where("applied_at", "is", null).select(db.fn.countAll<string>().as("pending"));
        return Number((await counted.executeTakeFirstOrThrow()).pending);
      }),
    prune: ({ keepMs, keepAtMost }) => run("inbox.prune", (db) => prune(db, after(-keepMs), keepAtMost)),
  };
}

function inboxRunner(database: Database) {
  return <Result>(operation: string, work: (db: Kysely<InboxTables>) => Promise<Result>): Promise<Result> =>
    database.run(operation, (db) => work(db.$extendTables<InboxTables>()));
}

async function keep(db: Kysely<InboxTables>, notice: Notice, dueAt: Date): Promise<Kept> {
  const { system, eventId, receivedAt, delivery } = notice;
  const { body, ...rest } = delivery;
  const row = { system, event_id: eventId, received_at: new Date(receivedAt), due_at: dueAt, applied_at: null };
  const inserted = await db
    .insertInto("webhook_inbox")
    .values({ ...row, head: JSON.stringify(rest), body })
    .onConflict((conflict) => conflict.columns(["system", "event_id"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  if (inserted !== undefined) return { isNew: true, rowId: inserted.id };
  const known = await db
    .selectFrom("webhook_inbox")
    .select(["id", "applied_at"])
    .where("system", "=", system)
    .where("event_id", "=", eventId)
    .executeTakeFirstOrThrow();
  return { isNew: false, isApplied: known.applied_at !== null, rowId: known.id };
}

interface Due {
  readonly limit: number;
  readonly until: Date;
  readonly dueBy: Date | undefined;
}

async function takeDue(db: Kysely<InboxTables>, { limit, until, dueBy }: Due): Promise<readonly KeptNotice[]> {
  const taken = await db
    .updateTable("webhook_inbox")
    .set({ due_at: until })
    .where("id", "in", (query) => {
      const waiting = query.selectFrom("webhook_inbox").select("id").where("applied_at", "is", null).orderBy("id").limit(limit);
      return (dueBy === undefined ? waiting : waiting.where("due_at", "<=", dueBy)).forUpdate().skipLocked();
    })
    .returningAll()
    .execute();
  return taken.map(toNotice).toSorted((a, b) => a.receivedAt.localeCompare(b.receivedAt));
}

function toNotice(row: Selectable<InboxRow>): KeptNotice {
  const delivery = { ...head.parse(row.head), body: Buffer.from(row.body ?? []) };
  return { rowId: row.id, system: row.system, eventId: row.event_id, receivedAt: row.received_at.toISOString(), delivery };
}

async function prune(db: Kysely<InboxTables>, before: Date, keepAtMost: number): Promise<void> {
  const applied = db.deleteFrom("webhook_inbox").where("applied_at", "is not", null);
  await applied.where("received_at", "<", before).execute();
  await applied
    .where("id", "<=", (query) => query.selectFrom("webhook_inbox").select("id").orderBy("id", "desc").offset(keepAtMost).limit(1))
    .execute();
}
