import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTurnedClock, type TurnedClock } from "../testing/turned-clock.js";
import { stampedFeed, type FeedSource } from "./stamped-feed.js";

const overlapMs = 30_000;
const call = {};

interface Version {
  readonly id: number;
  /** Milliseconds; what the vendor shows of it is cut to the second. */
  readonly stampedAt: number;
  readonly visibleAt: number;
  readonly value: number;
}

/** A table whose rows are stamped when a transaction begins and show when it ends, read in pages by id. */
function table(clock: TurnedClock, { pageSize, showsValue }: { pageSize: number; showsValue: boolean }) {
  const versions: Version[] = [];
  const visible = (): Version[] => {
    const rows = new Map<number, Version>();
    const committed = versions.filter((one) => one.visibleAt <= clock.now()).toSorted((one, other) => one.visibleAt - other.visibleAt);
    for (const version of committed) rows.set(version.id, version);
    return [...rows.values()].toSorted((one, other) => one.id - other.id);
  };
  const stampOf = ({ stampedAt }: Version): string => new Date(Math.floor(stampedAt / 1_000) * 1_000).toISOString();
  const source: FeedSource = {
    resolutionMs: showsValue ? undefined : 1_000,
    newest: async () => visible().map(stampOf).toSorted().at(-1),
    load: async ({ from, page = "-1" }) => {
      const rows = visible().filter((row) => stampOf(row) >= from && row.id > Number(page));
      const shown = rows.slice(0, pageSize);
      return {
        rows: shown.map((row) => ({
          stamp: stampOf(row),
          mark: showsValue ? `${row.id} ${row.value}` : String(row.id),
          changes: [{ type: "stock.changed", subject: String(row.id) }],
        })),
        next: rows.length > pageSize ? String(shown.at(-1)?.id) : undefined,
      };
    },
  };
  let value = 0;
  return {
    source,
    write: (id: number, tookMs: number) => {
      value += 1;
      versions.push({ id, stampedAt: clock.now(), visibleAt: clock.now() + tookMs, value });
    },
    valueOf: (id: number) => visible().find((row) => row.id === id)?.value,
    ids: () => visible().map(({ id }) => id),
  };
}

type Step = { readonly write: number; readonly tookMs: number } | { readonly pass: number } | "read" | "restart";

const steps = fc.array(
  fc.oneof(
    fc.record({ write: fc.integer({ min: 0, max: 5 }), tookMs: fc.integer({ min: 0, max: overlapMs - 1_000 }) }),
    fc.record({ pass: fc.integer({ min: 1, max: 40_000 }) }),
    fc.constant("read" as const),
    fc.constant("read" as const),
    fc.constant("restart" as const),
  ),
  { minLength: 5, maxLength: 60, size: "max" },
);

/** Follows the table and keeps what it last read of each record when it was told of a change, as a cache that is dropped does. */
async function differences(run: readonly Step[], options: { pageSize: number; showsValue: boolean; overlap: number }) {
  const clock = createTurnedClock();
  const rows = table(clock, options);
  const open = () => stampedFeed({ kinds: { "stock.changed": { rows: rows.source } }, overlapMs: options.overlap, clock });
  let feed = open();
  let { cursor } = await feed.read("stock.changed", undefined, call);
  const known = new Map<string, number | undefined>();
  const read = async (): Promise<boolean> => {
    const page = await feed.read("stock.changed", cursor, call);
    for (const { subject } of page.changes) known.set(subject, rows.valueOf(Number(subject)));
    ({ cursor } = page);
    return page.more;
  };
  for (const step of run) {
    if (step === "restart") feed = open();
    else if (step === "read") await read();
    else if ("pass" in step) clock.advance(step.pass);
    else rows.write(step.write, step.tookMs);
  }
  clock.advance(overlapMs);
  for (let rest = 0; rest < 20; rest += 1) if (!(await read())) clock.advance(500);
  return rows.ids().filter((id) => known.get(String(id)) !== rows.valueOf(id));
}

describe("a feed over stamped records", () => {
  it.each([true, false])(
    "leaves out no change, however late it shows and however coarse its stamp (values in the mark: %s)",
    async (showsValue) => {
      const property = fc.asyncProperty(steps, fc.integer({ min: 1, max: 4 }), async (run, pageSize) => {
        expect(await differences(run, { pageSize, showsValue, overlap: overlapMs })).toEqual([]);
      });
      await fc.assert(property, { numRuns: 300 });
    },
  );

  it("would leave changes out without the overlap", async () => {
    const property = fc.asyncProperty(steps, async (run) => {
      expect(await differences(run, { pageSize: 4, showsValue: true, overlap: 0 })).toEqual([]);
    });
    expect((await fc.check(property, { numRuns: 300 })).failed).toBe(true);
  });

  it("says that it does not know what changed when it cannot read its own cursor", async () => {
    const clock = createTurnedClock();
    const feed = stampedFeed({
      kinds: { "stock.changed": { rows: table(clock, { pageSize: 1, showsValue: true }).source } },
      overlapMs,
      clock,
    });
    expect((await feed.read("stock.changed", "of another life", call)).changes).toEqual([{ type: "stock.changed", subject: "*" }]);
  });

  it("reads nothing again once it has been quiet for long enough", async () => {
    const clock = createTurnedClock();
    const rows = table(clock, { pageSize: 20_000, showsValue: true });
    let read = 0;
    const source: FeedSource = {
      ...rows.source,
      load: async (question, given) => {
        const answer = await rows.source.load(question, given);
        read = answer.rows.length;
        return answer;
      },
    };
    const feed = stampedFeed({ kinds: { "stock.changed": { rows: source } }, overlapMs, clock });
    for (let id = 0; id < 8_000; id += 1) rows.write(id, 0);
    clock.advance(1_000);
    let { cursor } = await feed.read("stock.changed", undefined, call);
    const reads: number[] = [];
    for (let poll = 0; poll < 5; poll += 1) {
      ({ cursor } = await feed.read("stock.changed", cursor, call));
      reads.push(read);
      clock.advance(overlapMs);
    }
    expect(reads).toEqual([8_000, 8_000, 8_000, 8_000, 0]);
    rows.write(1, 0);
    expect((await feed.read("stock.changed", cursor, call)).changes).toEqual([{ type: "stock.changed", subject: "1" }]);
  });

  it("keeps a cursor of bounded size, however much changes at once", async () => {
    const clock = createTurnedClock();
    const rows = table(clock, { pageSize: 20_000, showsValue: false });
    const feed = stampedFeed({ kinds: { "stock.changed": { rows: rows.source } }, overlapMs, clock });
    const { cursor } = await feed.read("stock.changed", undefined, call);
    for (let id = 0; id < 12_000; id += 1) rows.write(id, 0);
    const page = await feed.read("stock.changed", cursor, call);
    expect(page.changes).toHaveLength(12_000);
    expect(page.cursor.length).toBeLessThan(300_000);
  });
});
