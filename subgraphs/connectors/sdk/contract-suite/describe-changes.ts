import { describe, expect, it } from "vitest";
import type { Change, ChangesPort, ChangeType, FeedCursor } from "../changes.js";
import type { Bench, OpenSystem } from "./contract-bench.js";
import type { ContractClerk } from "./contract-world.js";

const lateMs = 20_000;
const settledMs = 5_000;
const mostPages = 1_000;

/** A feed tells every change at least once, whenever it became visible, and falls silent when nothing changes. */
export function describeChanges(bench: Bench): void {
  if (!bench.connector.ports.includes("changes")) return;
  describe("changes", () => {
    it("tells of each kind that a record was changed", async () => {
      await using system = bench.open();
      for (const kind of portOf(system).kinds) {
        const feed = await follow(system, kind);
        const about = await changeOf(bench.clerk(), kind)(1);
        expect(subjectsOf(await feed.read()), kind).toContain(about);
      }
    });

    it("tells two changes of one record and of another that fall into one second", async () => {
      await using system = bench.open();
      for (const kind of portOf(system).kinds) {
        const change = changeOf(bench.clerk(), kind);
        const feed = await follow(system, kind);
        const first = await change(2);
        expect(subjectsOf(await feed.read()), kind).toContain(first);
        const [again, other] = [await change(3), await change(4)];
        expect(again).toBe(first);
        expect(subjectsOf(await feed.read()), `${kind} once more`).toEqual(expect.arrayContaining([again, other]));
      }
    });

    it("tells a change that becomes visible after later ones were read", async () => {
      await using system = bench.open();
      const late = Object.entries(bench.clerk().late ?? {});
      for (const kind of portOf(system).kinds) {
        const make = late.find(([name]) => name === kind)?.[1];
        if (make === undefined) continue;
        const feed = await follow(system, kind);
        const first = await changeOf(bench.clerk(), kind)(5);
        expect(subjectsOf(await feed.read()), kind).toContain(first);
        const about = await make(lateMs);
        expect(subjectsOf(await feed.read()), `${kind}, late`).toContain(about);
      }
    });

    it("goes on from a cursor that was kept, and falls silent when nothing changes", async () => {
      await using before = bench.open();
      for (const kind of portOf(before).kinds) {
        const feed = await follow(before, kind);
        const about = await changeOf(bench.clerk(), kind)(6);
        await using after = bench.open();
        const resumed = await follow(after, kind, feed.cursor());
        expect(subjectsOf(await resumed.read()), kind).toContain(about);
        // While a stamp may stand for another state yet, what has it is told again.
        after.clock.advance(settledMs);
        await resumed.read();
        expect(await resumed.read(), `${kind}, nothing new`).toEqual([]);
      }
    });
  });
}

interface Followed {
  /** Everything that is told now. */
  readonly read: () => Promise<readonly Change[]>;
  readonly cursor: () => FeedCursor;
}

async function follow(system: OpenSystem, kind: ChangeType, from?: FeedCursor): Promise<Followed> {
  const port = portOf(system);
  let cursor = from ?? (await port.read(kind, undefined, system.call())).cursor;
  const read = async (): Promise<readonly Change[]> => {
    const told: Change[] = [];
    for (let page = 0; page < mostPages; page += 1) {
      const answer = await port.read(kind, cursor, system.call());
      told.push(...answer.changes);
      ({ cursor } = answer);
      if (!answer.more) return told;
    }
    throw new Error(`${kind} had no end after ${mostPages} pages.`);
  };
  // What changed shortly before is told once more when a feed begins.
  if (from === undefined) await read();
  return { read, cursor: () => cursor };
}

function portOf({ ports }: OpenSystem): ChangesPort {
  if (ports.changes === undefined) throw new Error("The connector does not give changes.");
  return ports.changes;
}

function changeOf({ changes }: ContractClerk, kind: ChangeType): (turn: number) => Promise<string> {
  const make = changes[kind];
  if (make === undefined) throw new Error(`The clerk cannot make a "${kind}", which the connector says that it tells.`);
  return make;
}

function subjectsOf(changes: readonly Change[]): readonly string[] {
  return changes.map(({ subject }) => subject);
}
