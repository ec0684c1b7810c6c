import { sql, type Kysely } from "kysely";
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { globalTelemetry } from "../telemetry/telemetry.js";
import { createDatabase } from "./create-database.js";
import type { DatabaseOptions } from "./database-options.js";
import type { Migration } from "./database.js";
import { DatabaseInUse, DatabaseUnavailable } from "./errors.js";

interface Tables {
  [table: string]: Record<string, unknown>;
  notes: { id: string; body: Uint8Array; at: Date; facts: unknown };
}

const notes: Migration = {
  name: "notes-0001",
  up: async (db) => {
    await db.schema
      .createTable("notes")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("body", "bytea", (column) => column.notNull())
      .addColumn("at", "timestamptz", (column) => column.notNull())
      .addColumn("facts", "jsonb", (column) => column.notNull())
      .execute();
  },
};
const colour = (name: string): Migration => ({
  name,
  up: async (db) => {
    await db.schema.alterTable("notes").addColumn("colour", "text").execute();
  },
});

const server = process.env["DATABASE_URL"];
const state = { folder: "", schemas: [] as string[] };

beforeAll(async () => {
  state.folder = await mkdtemp(join(tmpdir(), "database-"));
  // Filling an empty folder is what PGlite takes seconds for; it happens once here.
  await using database = createDatabase(options());
  await database.run("read", readAll);
}, 60_000);
afterAll(async () => {
  await rm(state.folder, { recursive: true, force: true });
  if (server === undefined) return;
  await using database = createDatabase(options({ url: server, migrations: [] }));
  await database.run("drop", async (db) => {
    for (const schema of state.schemas) await sql`drop schema if exists ${sql.id(schema)} cascade`.execute(db);
  });
});

function options(changes: Partial<DatabaseOptions> = {}): DatabaseOptions {
  const schema = `t_${process.pid}_${Date.now()}_${state.schemas.length}`;
  state.schemas.push(schema);
  return {
    folder: state.folder,
    schema,
    maxConnections: 3,
    maxWaiting: 50,
    connectTimeoutMs: 2000,
    statementTimeoutMs: 5000,
    migrations: [notes],
    log: pino({ level: "silent" }),
    telemetry: globalTelemetry(),
    ...changes,
  };
}

const note = { id: "a", body: Buffer.from("héé"), at: new Date("2026-01-02T03:04:05.678Z"), facts: { words: ["x", 1] } };
const insert = (db: Kysely<object>): Promise<unknown> =>
  db
    .$extendTables<Tables>()
    .insertInto("notes")
    .values({ ...note, facts: JSON.stringify(note.facts) })
    .execute();
const readAll = (db: Kysely<object>): Promise<Tables["notes"][]> => db.$extendTables<Tables>().selectFrom("notes").selectAll().execute();

const kinds = [
  { kind: "PGlite", url: undefined, isThere: true },
  {
    kind: server === undefined ? "PostgreSQL (skipped: DATABASE_URL is not set)" : "PostgreSQL",
    url: server,
    isThere: server !== undefined,
  },
];

describe.each(kinds)("a database on $kind", ({ url, isThere }) => {
  it.skipIf(!isThere)("keeps what was written over a close, and reads it as it was", async () => {
    const same = options({ url });
    {
      await using database = createDatabase(same);
      await database.run("write", insert);
    }
    await using database = createDatabase(same);
    const [read] = await database.run("read", readAll);
    expect({ ...read, body: Buffer.from(read!.body) }).toEqual(note);
    expect(database.mayHoldData()).toBe(true);
  });

  it.skipIf(!isThere)("runs each migration once, a late one of another part too", async () => {
    const base = options({ url, migrations: [notes, colour("zebra-0001")] });
    {
      await using database = createDatabase(base);
      await database.run("write", insert);
    }
    const late: Migration = {
      name: "apples-0001",
      up: async (db) => void (await db.schema.createTable("apples").addColumn("id", "text").execute()),
    };
    await using database = createDatabase({ ...base, migrations: [late, ...base.migrations] });
    await expect(database.run("read", readAll)).resolves.toHaveLength(1);
  });

  it.skipIf(!isThere)("leaves nothing of a migration that failed, and tries again when it is next used", async () => {
    let isBroken = true;
    const shaky: Migration = {
      name: "notes-0002",
      up: async (db) => {
        await db.schema.createTable("half").addColumn("id", "text").execute();
        if (isBroken) throw new Error("broken half-way");
      },
    };
    await using database = createDatabase(options({ url, migrations: [notes, shaky] }));
    await expect(database.run("read", readAll)).rejects.toThrow("broken half-way");
    isBroken = false;
    await expect(database.run("read", readAll)).resolves.toEqual([]);
  });

  it.skipIf(!isThere)("keeps a transaction apart from what runs beside it", async () => {
    await using database = createDatabase(options({ url }));
    const failing = database.run("transfer", (db) =>
      db.transaction().execute(async (within) => {
        await insert(within);
        throw new Error("no");
      }),
    );
    const [, read] = await Promise.allSettled([failing, database.run("read", readAll)]);
    expect(read).toMatchObject({ status: "fulfilled", value: [] });
    await expect(database.run("read", readAll)).resolves.toEqual([]);
  });

  it.skipIf(!isThere)("throws a statement's own error as it is", async () => {
    await using database = createDatabase(options({ url }));
    await database.run("write", insert);
    await expect(database.run("write", insert)).rejects.toMatchObject({ code: "23505" });
    await expect(database.run("read", () => Promise.reject(new TypeError("a slip")))).rejects.toThrow(TypeError);
  });

  it.skipIf(!isThere)("refuses work beyond its bound, and after it was closed", async () => {
    const database = createDatabase(options({ url, maxWaiting: 2 }));
    const work = [1, 2, 3].map(() => database.run("read", readAll));
    const settled = await Promise.allSettled(work);
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
    await database.close();
    await expect(database.run("read", readAll)).rejects.toThrow(DatabaseUnavailable);
  });
});

describe("a database on PGlite", () => {
  it("is nobody else's while it is open, and free again after a kill", async () => {
    const child = fork(new URL("./testing/hold-folder.mjs", import.meta.url), [state.folder], { stdio: "inherit" });
    await once(child, "message");
    await using mine = createDatabase(options());
    await expect(mine.run("read", readAll)).rejects.toThrow(DatabaseInUse);
    child.kill("SIGKILL");
    await once(child, "exit");
    await expect(mine.run("read", readAll)).resolves.toEqual([]);
  });

  it("holds nothing in a folder that was never used", async () => {
    await using fresh = createDatabase(options({ folder: join(state.folder, "never") }));
    expect(fresh.mayHoldData()).toBe(false);
  });
});

describe("a database on a PostgreSQL that is away", () => {
  it("says so, and is there again when the server is", async () => {
    await using silent = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const address = silent.address();
    if (address === null || typeof address === "string") throw new Error("the server has no port");
    await using database = createDatabase(options({ url: `postgres://nobody@127.0.0.1:${address.port}/none` }));
    await expect(database.run("read", readAll)).rejects.toThrow(DatabaseUnavailable);
  });

  it("does not wait for one that never answers", async () => {
    await using mute = createServer((socket) => socket.resume());
    await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
    const address = mute.address();
    if (address === null || typeof address === "string") throw new Error("the server has no port");
    const url = `postgres://nobody@127.0.0.1:${address.port}/none`;
    await using database = createDatabase(options({ url, connectTimeoutMs: 100 }));
    await expect(database.run("read", readAll)).rejects.toThrow(DatabaseUnavailable);
  });

  it.skipIf(server === undefined)("lets three nodes that start at once migrate one after the other", async () => {
    const same = options({ url: server });
    const nodes = [1, 2, 3].map(() => createDatabase(same));
    await expect(Promise.all(nodes.map((node) => node.run("read", readAll)))).resolves.toEqual([[], [], []]);
    await Promise.all(nodes.map((node) => node.close()));
  });
});
