import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { ChangeEvent, Clock, EventBus } from "#platform";
import type { FileFeed } from "../../config/index.js";
import type { BegunFile, FileBatch, FileIdentity, FileLedger, FileRun } from "./file-ledger.js";
import { readRows, type FileRow } from "./read-rows.js";
import { MissingColumn, valueReader, type ReadValue } from "./to-value.js";

/** A file that is whole. */
export interface WholeFile {
  readonly system: string;
  readonly name: string;
  /** Where its content lies on this machine. */
  readonly path: string;
  readonly feed: FileFeed;
  /** SHA-256 that its marker promises, in hexadecimal. */
  readonly promisedHash?: string | undefined;
}

/** What applying a file needs. */
export interface ApplyDeps {
  readonly ledger: FileLedger;
  readonly bus: Pick<EventBus, "publish">;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** What became of a file. */
export interface FileOutcome extends FileRun {
  readonly hash: string;
  /** `known` when it had been dealt with before. */
  readonly outcome: "applied" | "refused" | "known" | "checksum";
}

const rowsAtOnce = 500;

/**
 * Applies a file once, by its name and content, however often it is found and however often that is interrupted: values are kept batch by batch,
 * told, and only then is the place in the file noted; what an interruption left in between is applied and told again. Throws what the file
 * system, the database and the bus throw, and the signal's reason.
 */
export async function applyFile(file: WholeFile, deps: ApplyDeps): Promise<FileOutcome> {
  const hash = await hashOf(file.path);
  const none = { state: "refused", line: 0, applied: 0, bad: 0 } as const;
  if (file.promisedHash !== undefined && file.promisedHash.toLowerCase() !== hash) return { ...none, hash, outcome: "checksum" };
  const identity: FileIdentity = { system: file.system, name: file.name, hash };
  const known = await deps.ledger.begin(identity);
  if (known.state !== "applying")
    return { state: known.state, line: known.line, applied: known.applied, bad: known.bad, hash, outcome: "known" };
  const end = (await isRefusedAtOnce(file, identity, deps)) ?? (await applyRows(file, { identity, from: known, ...deps }));
  await deps.ledger.note(identity, end);
  return { ...end, hash, outcome: end.state === "applied" ? "applied" : "refused" };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

interface NumberedValue {
  readonly line: number;
  readonly read: ReadValue;
}

async function* valuesOf({ path, feed }: WholeFile): AsyncGenerator<NumberedValue> {
  const hasHeader = feed.format.type === "csv" && feed.format.header;
  let read: ((row: FileRow) => ReadValue) | undefined = hasHeader ? undefined : valueReader(feed, undefined);
  for await (const row of readRows(path, feed)) {
    if (read !== undefined) yield { line: row.line, read: read(row) };
    else read = valueReader(feed, "cells" in row ? row.cells : []);
  }
}

/** Reads the whole file before anything of it is applied, where one wrong row refuses all. */
async function isRefusedAtOnce(file: WholeFile, identity: FileIdentity, { ledger }: ApplyDeps): Promise<FileRun | undefined> {
  const bad: FileBatch["bad"][number][] = [];
  let wrong = 0;
  try {
    for await (const { line, read } of file.feed.badRows === "refuse" ? valuesOf(file) : []) {
      if (!("problem" in read)) continue;
      wrong += 1;
      if (bad.length < rowsAtOnce) bad.push({ line, reason: read.problem });
    }
  } catch (error) {
    if (!(error instanceof MissingColumn)) throw error;
    wrong += 1;
    bad.push({ line: 1, reason: error.message });
  }
  if (wrong === 0) return undefined;
  await ledger.apply(identity, { values: [], bad });
  return { state: "refused", line: 0, applied: 0, bad: wrong };
}

interface Applying extends ApplyDeps {
  readonly identity: FileIdentity;
  readonly from: BegunFile;
}

async function applyRows(file: WholeFile, applying: Applying): Promise<FileRun> {
  const { isNew, ...from } = applying.from;
  const place = createPlace(file, from, applying);
  // What was kept before an interruption may not have been told.
  if (!isNew) await place.tell(["*"]);
  try {
    for await (const batch of batchesOf(file, from.line)) {
      applying.signal.throwIfAborted();
      await place.take(batch);
      if (place.run().bad > file.feed.maxBadRows) return { ...(await place.flush()), state: "refused" };
    }
  } catch (error) {
    if (!(error instanceof MissingColumn)) throw error;
    await applying.ledger.apply(applying.identity, { values: [], bad: [{ line: 1, reason: error.message }] });
    return { ...place.run(), state: "refused", bad: place.run().bad + 1 };
  }
  return { ...(await place.flush()), state: "applied" };
}

async function* batchesOf(file: WholeFile, after: number): AsyncGenerator<readonly NumberedValue[]> {
  let batch: NumberedValue[] = [];
  for await (const value of valuesOf(file)) {
    if (value.line <= after) continue;
    batch.push(value);
    if (batch.length < rowsAtOnce) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Most products of one file that are told one by one; from there on all of them are told as changed, every so many lines. */
const mostNamed = 5_000;
const linesUntold = 10_000;

/** How far a file is applied: rows are kept batch by batch; the place in the file is noted when what comes before it was told. */
function createPlace(file: WholeFile, from: FileRun, { ledger, bus, clock, identity }: Applying) {
  let run = from;
  let notedLine = from.line;
  let named = 0;
  let isUntold = false;
  const tell = async (subjects: readonly string[]): Promise<void> => {
    const about = { type: file.feed.kind === "stock" ? "stock.changed" : "price.changed", system: file.system, origin: "file" } as const;
    const receivedAt = new Date(clock.now()).toISOString();
    if (subjects.length > 0) await bus.publish(subjects.map((subject): ChangeEvent => ({ ...about, subject, receivedAt })));
  };
  const flush = async (): Promise<FileRun> => {
    await tell(isUntold ? ["*"] : []);
    isUntold = false;
    await ledger.note(identity, run);
    notedLine = run.line;
    return run;
  };
  return {
    run: () => run,
    tell,
    flush,
    take: async (batch: readonly NumberedValue[]): Promise<void> => {
      const values = batch.flatMap(({ read }) => ("value" in read ? [read.value] : []));
      const bad = batch.flatMap(({ line, read }) => ("problem" in read ? [{ line, reason: read.problem }] : []));
      const changed = await ledger.apply(identity, { values, bad });
      const line = Math.max(run.line, ...batch.map((one) => one.line));
      run = { state: "applying", line, applied: run.applied + values.length, bad: run.bad + bad.length };
      named += changed.length;
      if (named <= mostNamed) await tell(changed);
      else isUntold ||= changed.length > 0;
      if (!isUntold || run.line - notedLine >= linesUntold) await flush();
    },
  };
}
