import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";

/** A document's id; numbers and their decimal spelling name the same document. */
export type DocumentId = string | number;

/**
 * One named set of JSON documents, in the order in which their ids were first put.
 *
 * A document is a value: to change it, put a changed copy. What JSON cannot hold (dates, `undefined`) does not survive a restart.
 */
export interface Collection<T> {
  readonly size: number;
  readonly get: (id: DocumentId) => T | undefined;
  readonly has: (id: DocumentId) => boolean;
  readonly all: () => T[];
  /** Ids in insertion order, spelt as strings. */
  readonly ids: () => string[];
  readonly find: (predicate: (document: T) => boolean) => T | undefined;
  readonly filter: (predicate: (document: T) => boolean) => T[];
  readonly put: (id: DocumentId, document: T) => T;
  /** True when there was such a document. */
  readonly delete: (id: DocumentId) => boolean;
  /** The next whole number, never given before and above every numeric id that was put. */
  readonly nextId: () => number;
}

/** Collections of JSON documents, held in memory and written through to one SQLite file. */
export interface Store {
  /** The collection of that name, created on first use. The caller always uses one name for one document type. */
  readonly collection: <T>(name: string) => Collection<T>;
  /** Runs `write` so that all its changes land together, or none when it throws. Nested calls join the outermost one. */
  readonly transaction: <T>(write: () => T) => T;
  readonly close: () => void;
}

/**
 * Opens a store: in `file` when given, else in memory only.
 *
 * Every change is in the file before the call returns; a killed process loses nothing that was acknowledged (WAL, no fsync per write).
 */
export function openStore(file?: string): Store {
  const disk = openDisk(file);
  const undo: (() => void)[] = [];
  const state = { depth: 0 };
  const collections = new Map<string, Collection<unknown>>();
  const remember: Remember = (prepare) => {
    if (state.depth > 0) undo.push(prepare());
  };
  return {
    collection: <T>(name: string): Collection<T> => {
      const known = collections.get(name) ?? openCollection<unknown>(name, disk, remember);
      collections.set(name, known);
      // One name is one document type by the contract above, so this narrows our own data, not anybody's input.
      return known as Collection<T>;
    },
    transaction: (write) => runTransaction({ disk, undo, state }, write),
    close: () => disk.close(),
  };
}

/** Keeps what undoes a change; asked to prepare it only inside a transaction. */
type Remember = (prepare: () => () => void) => void;

interface Unit {
  readonly disk: Disk;
  readonly undo: (() => void)[];
  readonly state: { depth: number };
}

function runTransaction<T>({ disk, undo, state }: Unit, write: () => T): T {
  if (state.depth > 0) return write();
  disk.begin();
  state.depth = 1;
  try {
    const result = write();
    disk.commit();
    return result;
  } catch (cause) {
    disk.rollback();
    for (const revert of undo.reverse()) revert();
    throw cause;
  } finally {
    state.depth = 0;
    undo.length = 0;
  }
}

function openCollection<T>(name: string, disk: Disk, remember: Remember): Collection<T> {
  const documents = new Map<string, T>();
  let last = disk.readSequence(name);
  for (const row of disk.readAll(name)) {
    documents.set(row.id, JSON.parse(row.body));
    last = Math.max(last, wholeNumber(row.id));
  }
  const restore = (snapshot: Map<string, T>) => (): void => {
    documents.clear();
    for (const [id, document] of snapshot) documents.set(id, document);
  };
  return {
    get size() {
      return documents.size;
    },
    get: (id) => documents.get(String(id)),
    has: (id) => documents.has(String(id)),
    all: () => [...documents.values()],
    ids: () => [...documents.keys()],
    find: (predicate) => documents.values().find(predicate),
    filter: (predicate) => [...documents.values()].filter(predicate),
    put: (id, document) => {
      const key = String(id);
      const before = documents.get(key);
      disk.put(name, key, document);
      remember(() => () => void (before === undefined ? documents.delete(key) : documents.set(key, before)));
      documents.set(key, document);
      last = Math.max(last, wholeNumber(key));
      return document;
    },
    delete: (id) => {
      const key = String(id);
      if (!documents.has(key)) return false;
      disk.delete(name, key);
      // A copy, because putting the document back alone would move it to the end.
      remember(() => restore(new Map(documents)));
      return documents.delete(key);
    },
    nextId: () => {
      last += 1;
      disk.writeSequence(name, last);
      return last;
    },
  };
}

function wholeNumber(id: string): number {
  return /^\d{1,15}$/.test(id) ? Number(id) : 0;
}

interface Disk {
  readonly readAll: (collection: string) => { id: string; body: string }[];
  readonly readSequence: (collection: string) => number;
  readonly writeSequence: (collection: string, value: number) => void;
  readonly put: (collection: string, id: string, document: unknown) => void;
  readonly delete: (collection: string, id: string) => void;
  readonly begin: () => void;
  readonly commit: () => void;
  readonly rollback: () => void;
  readonly close: () => void;
}

const memoryOnly: Disk = {
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

function openDisk(file: string | undefined): Disk {
  if (file === undefined) return memoryOnly;
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file);
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
  database.exec(
    `CREATE TABLE IF NOT EXISTS documents (position INTEGER PRIMARY KEY, collection TEXT NOT NULL, id TEXT NOT NULL,
       body TEXT NOT NULL, UNIQUE (collection, id));
     CREATE TABLE IF NOT EXISTS sequences (collection TEXT PRIMARY KEY, value INTEGER NOT NULL);`,
  );
  return sqliteDisk(database);
}

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
    readAll: (collection) => rowsOf(readAll, collection),
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

function rowsOf(statement: StatementSync, collection: string): { id: string; body: string }[] {
  return statement.all(collection).map((row) => ({ id: String(row["id"]), body: String(row["body"]) }));
}
