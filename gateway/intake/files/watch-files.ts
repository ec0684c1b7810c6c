import type { Meter } from "@opentelemetry/api";
import type { Logger } from "pino";
import { PasserelleError, type Clock, type EventBus, type Leases } from "#platform";
import type { FileFeed } from "../../config/index.js";
import { applyFile, type FileOutcome } from "./apply-file.js";
import type { FileLedger } from "./file-ledger.js";
import { localFolder, sftpFolder, type FilePlace, type SeenFile } from "./file-place.js";
import { openSftp } from "./open-sftp.js";
import { wholeFiles, type FinishedFile } from "./whole-files.js";

/** What watching needs. */
export interface WatchGround {
  readonly ledger: FileLedger;
  readonly bus: Pick<EventBus, "publish">;
  readonly leases: Leases;
  readonly clock: Clock;
  readonly log: Logger;
  readonly meter: Meter;
}

/** Files of one feed, looked for until it is closed. */
export interface FileWatch {
  readonly close: () => Promise<void>;
}

/** Looks for the files of a feed and applies those that are whole: one node at a time, one file after another, in the order of their names. */
export function watchFiles(system: string, feed: FileFeed, ground: WatchGround): FileWatch {
  const stop = new AbortController();
  const running = watch(createLook({ system, feed }, ground), { system, feed, ground, signal: stop.signal });
  return {
    close: async () => {
      stop.abort(new Error("the watch ends"));
      await running;
    },
  };
}

interface Watching {
  readonly system: string;
  readonly feed: FileFeed;
  readonly ground: WatchGround;
  readonly signal: AbortSignal;
}

async function watch(look: (signal: AbortSignal) => Promise<void>, { system, feed, ground, signal }: Watching): Promise<void> {
  while (!signal.aborted) {
    try {
      const lease = await ground.leases.tryHold(`files:${system}:${feed.folder}:${feed.pattern}`);
      if (lease !== undefined) await look(signal).finally(() => lease.release());
    } catch (error) {
      const code = error instanceof PasserelleError ? error.code : "UNKNOWN";
      if (!signal.aborted) ground.log.warn({ system, code, err: error }, "files could not be taken; another look follows");
    }
    await ground.clock.wait(feed.lookEveryMs, signal).catch(() => undefined);
  }
}

/** One look at a place after another, with what was seen and dealt with before. */
function createLook({ system, feed }: Pick<Watching, "system" | "feed">, ground: WatchGround): (signal: AbortSignal) => Promise<void> {
  const count = countOutcomes(ground.meter, system);
  let before: readonly SeenFile[] = [];
  let dealtWith = new Set<string>();
  return async (signal) => {
    await using place = await placeOf(feed);
    const seen = await place.list();
    const whole = await wholeFiles(feed, place, before);
    before = seen;
    dealtWith = new Set([...dealtWith].filter((key) => whole.some((file) => keyOf(file) === key)));
    for (const file of whole) {
      if (dealtWith.has(keyOf(file))) continue;
      const { name, promisedHash } = file;
      const path = await place.fetch(name);
      const outcome = await applyFile({ system, feed, name, path, promisedHash }, { ...ground, signal });
      dealtWith.add(keyOf(file));
      count(outcome);
      report(ground.log, { system, name }, outcome);
    }
  };
}

function keyOf({ name, size, changedAt, promisedHash }: FinishedFile): string {
  return JSON.stringify([name, size, changedAt, promisedHash]);
}

async function placeOf({ sftp, folder }: FileFeed): Promise<FilePlace> {
  return sftp === undefined ? localFolder(folder) : sftpFolder(await openSftp(sftp), folder);
}

function countOutcomes(meter: Meter, system: string): (outcome: FileOutcome) => void {
  const files = meter.createCounter("passerelle_files_total", {
    description: "Files dealt with, by outcome: applied, refused, known, checksum.",
  });
  const rows = meter.createCounter("passerelle_file_rows_total", { description: "Rows of files, by what became of them: applied, bad." });
  return ({ outcome, applied, bad }) => {
    files.add(1, { system, outcome });
    if (outcome === "known") return;
    rows.add(applied, { system, row: "applied" });
    rows.add(bad, { system, row: "bad" });
  };
}

function report(log: Logger, file: { readonly system: string; readonly name: string }, { outcome, applied, bad, hash }: FileOutcome): void {
  if (outcome === "known") return;
  const facts = { ...file, hash, applied, bad };
  if (outcome === "applied" && bad === 0) log.info(facts, "a file was applied");
  else if (outcome === "applied") log.warn(facts, "a file was applied but for wrong rows, which are in file_quarantine");
  else if (outcome === "checksum") log.warn(facts, "a file is not what its checksum promises; it is left alone until it changes");
  else log.warn(facts, "a file was refused; the reasons are in file_quarantine");
}
