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
  const aside: Write[] = [];
  const state = { isFilling: false, isOpen: false, next: 0 };
  const writeSome = (count: number): void => {
    if (aside.length === 0) return;
    if (!state.isOpen) disk.begin();
    state.isOpen = true;
    for (const write of aside.slice(state.next, state.next + count)) write(disk);
    state.next += count;
    if (state.next < aside.length) return;
    disk.commit();
    Object.assign(state, { isOpen: false, next: 0 });
    aside.length = 0;
  };
  const writeSlices = (): void => {
    writeSome(slice);
    if (aside.length > 0) setImmediate(writeSlices);
  };
  const take = (write: Write): void => {
    if (state.isFilling) aside.push(write);
    else {
      writeSome(Infinity);
      write(disk);
    }
  };
  return {
    readAll: disk.readAll,
    readSequence: disk.readSequence,
    writeSequence: (collection, value) => take((to) => to.writeSequence(collection, value)),
    put: (collection, id, document) => take((to) => to.put(collection, id, document)),
    delete: (collection, id) => take((to) => to.delete(collection, id)),
    begin: () => {
      writeSome(Infinity);
      disk.begin();
    },
    commit: disk.commit,
    rollback: disk.rollback,
    close: () => {
      writeSome(Infinity);
      disk.close();
    },
    later: (fill) => {
      writeSome(Infinity);
      state.isFilling = true;
      try {
        fill();
        setTimeout(writeSlices, patienceMs).unref();
      } catch (cause) {
        aside.length = 0;
        throw cause;
      } finally {
        state.isFilling = false;
      }
    },
  };
}
