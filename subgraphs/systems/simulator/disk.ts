import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** A document as it lies on disk. */
export interface DiskRow {
  readonly id: string;
  /** The document as JSON text. */
  readonly body: string;
}

/** What a store asks of its disk. */
export interface Disk {
  /** A collection's documents in the order in which their ids first came. */
  readonly readAll: (collection: string) => DiskRow[];
  readonly readSequence: (collection: string) => number;
  readonly writeSequence: (collection: string, value: number) => void;
  readonly put: (collection: string, id: string, document: unknown) => void;
  readonly delete: (collection: string, id: string) => void;
  readonly begin: () => void;
  readonly commit: () => void;
  readonly rollback: () => void;
  readonly close: () => void;
}

/** Opens the SQLite file, or a disk that keeps nothing when there is no file. */
export function openDisk(file: string | undefined): Disk {
  if (file === undefined) return forgetful;
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file);
  // Without fsync a write survives the process, however it ends; a power cut may take the last ones, which a simulator can bear.
  database.exec("PRAGMA synchronous = OFF; PRAGMA journal_mode = WAL;");
  database.exec(
    `CREATE TABLE IF NOT EXISTS documents (position INTEGER PRIMARY KEY, collection TEXT NOT NULL, id TEXT NOT NULL,
       body TEXT NOT NULL, UNIQUE (collection, id));
     CREATE TABLE IF NOT EXISTS sequences (collection TEXT PRIMARY KEY, value INTEGER NOT NULL);`,
  );
  return sqliteDisk(database);
}

const forgetful: Disk = {
  readAll: () => [],
  readSequence: () => 0,
  writeSequence: () => undefined,
  put: () => undefined,
  delete: () => undefined,
  begin: () => undefined,
  commit: () => undefined,
  rollback: () => undefined,
  close: () => undefined,
};

function sqliteDisk(database: DatabaseSync): Disk {
  const readAll = database.prepare("SELECT id, body FROM documents WHERE collection = ? ORDER BY position");
  const readSequence = database.prepare("SELECT value FROM sequences WHERE collection = ?");
  const put = database.prepare(
    "INSERT INTO documents (collection, id, body) VALUES (?, ?, ?) ON CONFLICT (collection, id) DO UPDATE SET body = excluded.body",
  );
  const remove = database.prepare("DELETE FROM documents WHERE collection = ? AND id = ?");
  const writeSequence = database.prepare(
    "INSERT INTO sequences (collection, value) VALUES (?, ?) ON CONFLICT (collection) DO UPDATE SET value = excluded.value",
  );
  return {
    readAll: (collection) => readAll.all(collection).map(({ id, body }) => ({ id: String(id), body: String(body) })),
    readSequence: (collection) => Number(readSequence.get(collection)?.["value"] ?? 0),
    writeSequence: (collection, value) => void writeSequence.run(collection, value),
    put: (collection, id, document) => void put.run(collection, id, JSON.stringify(document)),
    delete: (collection, id) => void remove.run(collection, id),
    begin: () => database.exec("BEGIN IMMEDIATE"),
    commit: () => database.exec("COMMIT"),
    rollback: () => database.exec("ROLLBACK"),
    close: () => database.close(),
  };
}
