import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { compareCursors, type ChangeEvent, type Cursor } from "#platform";
import { openNodes, withRedis, type OpenNode } from "./open-nodes.js";

interface Publishing {
  readonly node: number;
  readonly subjects: readonly string[];
  /** Whether it waits for what this publisher published before. */
  readonly waits: boolean;
}

const publishings = fc.array(
  fc.record({
    node: fc.nat(2),
    subjects: fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 4 }),
    waits: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
);

function eventsOf({ subjects }: Publishing, at: string): ChangeEvent[] {
  const receivedAt = new Date().toISOString();
  return subjects.map((subject, index) => ({
    type: "stock.changed",
    system: "erp",
    origin: "webhook",
    receivedAt,
    subject,
    vendorEventId: `${at}.${index}`,
  }));
}

/** Publishes as told; whenever one is acknowledged, every node must have applied it, and others can only have gone further. */
async function publishAll(nodes: readonly OpenNode[], publishing: readonly Publishing[], run: string): Promise<Cursor[]> {
  const cursors: Cursor[] = [];
  const before: Promise<void>[] = nodes.map(() => Promise.resolve());
  await Promise.all(
    publishing.map(async (one, at) => {
      const earlier = before[one.node]!;
      const published = (async () => {
        if (one.waits) await earlier;
        const own = await nodes[one.node]!.bus.publish(eventsOf(one, `${run}.${at}`));
        for (const { bus } of nodes) expect(compareCursors(bus.head(), own.at(-1)!)).toBeGreaterThanOrEqual(0);
        cursors.push(...own);
      })();
      before[one.node] = published;
      await published;
    }),
  );
  return cursors;
}

describe.skipIf(withRedis.skip)(`whoever publishes on whichever node${withRedis.why}`, { timeout: 120_000 }, () => {
  it("has it applied in one order on all of them, and on all of them when it is acknowledged", async () => {
    await using opened = await openNodes();
    const nodes = [await opened.open({ leaseMs: 2000 }), await opened.open({ leaseMs: 2000 }), await opened.open({ leaseMs: 2000 })];
    let runs = 0;
    const property = fc.asyncProperty(publishings, async (publishing) => {
      const run = `r${(runs += 1)}`;
      await vi.waitFor(() => expect(nodes.every(({ bus }) => bus.isCurrent())).toBe(true), { timeout: 10_000 });
      const from = nodes.map(({ applied }) => applied.length);
      const cursors = await publishAll(nodes, publishing, run);
      const orders = nodes.map(({ applied }, at) =>
        applied.slice(from[at]).map(({ cursor, vendorEventId }) => `${cursor} ${vendorEventId}`),
      );
      expect(orders[0]).toHaveLength(cursors.length);
      expect(orders[1]).toEqual(orders[0]);
      expect(orders[2]).toEqual(orders[0]);
      const applied = nodes[0]!.applied.slice(from[0]).map(({ cursor }) => cursor);
      expect(applied).toEqual(cursors.toSorted(compareCursors));
      expect(new Set(nodes.map(({ bus }) => bus.head()))).toEqual(new Set([applied.at(-1)]));
    });
    await fc.assert(property, { numRuns: 40, endOnFailure: true });
  });
});
