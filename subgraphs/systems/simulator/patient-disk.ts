import type { Disk } from "./disk.js";

/** A disk that can take a first filling later, so that a simulator answers before its thousands of documents are written. */
export interface PatientDisk extends Disk {
  /**
   * Runs `fill` with its writes put aside. They reach the file in slices between other work, or at once before anything else is written,
   * all in one transaction: a process killed before the end leaves an empty file, and nothing else can have been accepted by then.
   */
  readonly later: (fill: () => void) => void;
}

type Write = (disk: Disk) => void;

/** Writes between two turns of the event loop: a few milliseconds' worth. */
const slice = 100;

/** How long a filling waits for something quieter than a start. */
const patienceMs = 1_000;

/** Gives a disk its patience. */
export function patient(disk: Disk): PatientDisk {
  const backlog = createBacklog(disk);
  const state = { isFilling: false };
  const take = (write: Write): void => {
    if (state.isFilling) return backlog.add(write);
    backlog.writeAll();
    write(disk);
  };
  const afterBacklog = (act: () => void) => (): void => {
    backlog.writeAll();
    act();
  };
  return {
    ...disk,
    writeSequence: (collection, value) => take((to) => to.writeSequence(collection, value)),
    put: (collection, id, document) => take((to) => to.put(collection, id, document)),
    delete: (collection, id) => take((to) => to.delete(collection, id)),
    begin: afterBacklog(disk.begin),
    close: afterBacklog(disk.close),
    later: (fill) => {
      backlog.writeAll();
      state.isFilling = true;
      try {
        fill();
        setTimeout(backlog.writeSlices, patienceMs).unref();
      } catch (cause) {
        backlog.drop();
        throw cause;
      } finally {
        state.isFilling = false;
      }
    },
  };
}

/** Writes that wait, to be made in one transaction. */
interface Backlog {
  readonly add: (write: Write) => void;
  readonly drop: () => void;
  readonly writeAll: () => void;
  /** Writes everything in slices that leave room for other work. */
  readonly writeSlices: () => void;
}

function createBacklog(disk: Disk): Backlog {
  const waiting: Write[] = [];
  const state = { isOpen: false, next: 0 };
  const drop = (): void => {
    waiting.length = 0;
    Object.assign(state, { isOpen: false, next: 0 });
  };
  const writeSome = (count: number): void => {
    if (waiting.length === 0) return;
    if (!state.isOpen) disk.begin();
    state.isOpen = true;
    for (const write of waiting.slice(state.next, state.next + count)) write(disk);
    state.next += count;
    if (state.next < waiting.length) return;
    disk.commit();
    drop();
  };
  const writeSlices = (): void => {
    writeSome(slice);
    if (waiting.length > 0) setImmediate(writeSlices);
  };
  return { add: (write) => void waiting.push(write), drop, writeAll: () => writeSome(Infinity), writeSlices };
}
