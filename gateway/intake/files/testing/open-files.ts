import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { pino } from "pino";
import { createDatabase, createLocalBus, globalTelemetry, systemClock, type Database, type PublishedEvent } from "#platform";
import type { DeliveredValues } from "#sdk";
import { fileFeedSchema, type FileFeed } from "../../../config/index.js";
import { applyFile, type FileOutcome } from "../apply-file.js";
import { deliveredValues } from "../delivered-values.js";
import { createFileLedger, type FileLedger } from "../file-ledger.js";
import { fileMigrations, type FileTables } from "../file-tables.js";

/** A folder and a database of a test's own. */
export interface OpenFiles extends AsyncDisposable {
  readonly folder: string;
  readonly ledger: FileLedger;
  readonly bus: ReturnType<typeof createLocalBus>;
  readonly values: DeliveredValues;
  /** Events so far, oldest first. */
  readonly told: readonly PublishedEvent[];
  readonly write: (name: string, content: string | Uint8Array) => Promise<string>;
  readonly apply: (name: string, feed: FileFeed, deps?: Partial<Parameters<typeof applyFile>[1]>) => Promise<FileOutcome>;
  readonly quarantine: () => Promise<readonly Pick<FileTables["file_quarantine"], "name" | "line" | "reason">[]>;
}

/** Opens a world of files: on the PostgreSQL of `DATABASE_URL` where there is one, which is quicker, else on PGlite. */
export async function openFiles(): Promise<OpenFiles> {
  const folder = await mkdtemp(join(tmpdir(), "files-"));
  const schema = `t_${randomUUID().replaceAll("-", "")}`;
  const database = createDatabase({
    url: process.env["DATABASE_URL"],
    folder: join(folder, "database"),
    schema,
    maxConnections: 4,
    maxWaiting: 100,
    connectTimeoutMs: 15_000,
    statementTimeoutMs: 30_000,
    migrations: fileMigrations,
    log: pino({ level: "silent" }),
    telemetry: globalTelemetry(),
  });
  const bus = createLocalBus({ clock: systemClock, telemetry: globalTelemetry() });
  const told: PublishedEvent[] = [];
  bus.onApply((event) => void told.push(event));
  const ledger = createFileLedger(database, systemClock);
  const ground = { ledger, bus, clock: systemClock, signal: new AbortController().signal };
  return {
    folder,
    ledger,
    bus,
    told,
    values: deliveredValues(database, "erp"),
    write: async (name, content) => {
      await writeFile(join(folder, name), content);
      return join(folder, name);
    },
    apply: (name, feed, deps) => applyFile({ system: "erp", name, path: join(folder, name), feed }, { ...ground, ...deps }),
    quarantine: () => quarantined(database),
    [Symbol.asyncDispose]: async () => {
      await database.run("drop", async (db) => void (await sql`drop schema if exists ${sql.id(schema)} cascade`.execute(db)));
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function quarantined(database: Database): ReturnType<OpenFiles["quarantine"]> {
  return database.run("read", (db) =>
    db
      .$extendTables<FileTables>()
      .selectFrom("file_quarantine")
      .select(["name", "line", "reason"])
      .orderBy("name")
      .orderBy("line")
      .execute(),
  );
}

/** A feed as the settings would have it. */
export function feedOf(raw: Readonly<Record<string, unknown>>): FileFeed {
  return fileFeedSchema.parse({ folder: "/unused", pattern: "*", ...raw });
}
