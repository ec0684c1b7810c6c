import { openDisk, type Disk } from "./disk.js";
import { patient } from "./patient-disk.js";
import { createWatch, type StoredChange } from "./watch.js";

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
  /**
   * Runs the first filling: all of it lands or none, like a transaction, but it may reach the file later, at the next change at the latest.
   * Not inside a transaction.
   */
  readonly fill: (write: () => void) => void;
  /** Told of each document that was put or deleted, once it is kept: after the transaction, not at all when it throws or for the first filling. */
  readonly watch: (listener: (changed: StoredChange) => void) => void;
  readonly close: () => void;
}

/**
 * Opens a store: in `file` when given, else in memory only.
 *
 * Every change but a filling is in the file before the call returns: a killed process loses nothing that was acknowledged.
 */
export function openStore(file?: string): Store {
  const disk = patient(openDisk(file));
  const unit: Unit = { undo: [], depth: 0 };
  const watched = createWatch();
  const collections = new Map<string, Collection<unknown>>();
  const remember: Remember = (prepare) => {
    if (unit.depth > 0) unit.undo.push(prepare());
  };
  return {
    collection: <T>(name: string): Collection<T> => {
      const known =
        collections.get(name) ??
        openCollection<unknown>(name, disk, { remember, changed: (id) => watched.note({ collection: name, id }, unit.depth > 0) });
      collections.set(name, known);
      // One name is one document type by the contract above, so this narrows our own data, not anybody's input.
      return known as Collection<T>;
    },
    transaction: (write) => (unit.depth > 0 ? write() : watched.telling(() => allOrNothing(unit, () => inTransaction(disk, write)))),
    fill: (write) => watched.silently(() => disk.later(() => allOrNothing(unit, write))),
    watch: watched.add,
    close: () => disk.close(),
  };
}

/** The transaction under way: what takes its changes in memory back, newest last. */
interface Unit {
  readonly undo: (() => void)[];
  depth: number;
}

function allOrNothing<T>(unit: Unit, write: () => T): T {
  unit.depth = 1;
  try {
    return write();
  } catch (cause) {
    for (const revert of unit.undo.reverse()) revert();
    throw cause;
  } finally {
    unit.depth = 0;
    unit.undo.length = 0;
  }
}

function inTransaction<T>(disk: Disk, write: () => T): T {
  disk.begin();
  try {
    const result = write();
    disk.commit();
    return result;
  } catch (cause) {
    disk.rollback();
    throw cause;
  }
}

/** Keeps what undoes a change; asked to prepare it only inside a transaction. */
type Remember = (prepare: () => () => void) => void;

interface Tracking {
  readonly remember: Remember;
  readonly changed: (id: string) => void;
}

function openCollection<T>(name: string, disk: Disk, { remember, changed }: Tracking): Collection<T> {
  let kept: Kept<T> | undefined;
  // Read from disk when first asked for: a restart waits only for what the first request needs.
  const open = (): Kept<T> => (kept ??= readCollection(name, disk));
  return {
    get size() {
      return open().documents.size;
    },
    get: (id) => open().documents.get(String(id)),
    has: (id) => open().documents.has(String(id)),
    all: () => [...open().documents.values()],
    ids: () => [...open().documents.keys()],
    find: (predicate) => open().documents.values().find(predicate),
    filter: (predicate) => [...open().documents.values()].filter(predicate),
    put: (id, document) => {
      const collection = open();
      const { documents } = collection;
      const key = String(id);
      const before = documents.get(key);
      disk.put(name, key, document);
      remember(() => () => void (before === undefined ? documents.delete(key) : documents.set(key, before)));
      documents.set(key, document);
      collection.last = Math.max(collection.last, typeof id === "number" ? id : wholeNumber(id));
      changed(key);
      return document;
    },
    delete: (id) => {
      const { documents } = open();
      const key = String(id);
      if (!documents.has(key)) return false;
      disk.delete(name, key);
      // A copy, because putting the document back alone would move it to the end.
      remember(() => restorer(documents));
      documents.delete(key);
      changed(key);
      return true;
    },
    nextId: () => {
      const collection = open();
      collection.last += 1;
      disk.writeSequence(name, collection.last);
      return collection.last;
    },
  };
}

/** A collection in memory. */
interface Kept<T> {
  readonly documents: Map<string, T>;
  /** The highest number given or put. */
  last: number;
}

function readCollection<T>(name: string, disk: Disk): Kept<T> {
  const documents = new Map<string, T>();
  let last = disk.readSequence(name);
  for (const { id, body } of disk.readAll(name)) {
    // This store alone writes here, and wrote a T.
    documents.set(id, JSON.parse(body) as T);
    last = Math.max(last, wholeNumber(id));
  }
  return { documents, last };
}

function restorer<T>(documents: Map<string, T>): () => void {
  const copy = [...documents];
  return () => {
    documents.clear();
    for (const [id, document] of copy) documents.set(id, document);
  };
}

function wholeNumber(id: string): number {
  return /^\d{1,15}$/.test(id) ? Number(id) : 0;
}
