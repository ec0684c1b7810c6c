import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChangeFence } from "./change-fence.js";
import { simulateShop, type Happening } from "./testing/simulated-shop.js";

const sku = fc.constantFrom("A", "B");
const node = fc.nat(2);

const changes: readonly fc.WeightedArbitrary<Happening>[] = [
  { weight: 6, arbitrary: fc.record({ what: fc.constant("read"), node, skus: fc.uniqueArray(sku, { minLength: 1 }) }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant("change"), sku, tellsValue: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("repeat"), notice: fc.nat(5) }) },
];
const cuts: readonly fc.WeightedArbitrary<Happening>[] = [
  { weight: 1, arbitrary: fc.record({ what: fc.constant("connect"), node, connected: fc.boolean() }) },
];
const troubles: readonly fc.WeightedArbitrary<Happening>[] = [
  { weight: 1, arbitrary: fc.record({ what: fc.constant("fail"), failing: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("wait"), ms: fc.nat(600) }) },
];

interface Shop {
  readonly nodes: number;
  readonly happenings: readonly fc.WeightedArbitrary<Happening>[];
  readonly fenceOf?: (fence: ChangeFence) => ChangeFence;
  readonly told?: (reads: number, asked: number) => void;
}

/** Whatever happens in whatever order, no read is older than what was acknowledged before it began. */
function neverStale({ happenings, told, ...shopOptions }: Shop) {
  const history = fc.array(fc.oneof(...happenings), { minLength: 1, maxLength: 30 });
  return fc.asyncProperty(fc.scheduler(), history, async (scheduler, happened) => {
    const shop = simulateShop({ ...shopOptions, scheduler });
    const all = Promise.all(happened.map((one) => shop.let(one)));
    await scheduler.waitIdle();
    await all;
    told?.(shop.counts.reads, shop.counts.asked);
    expect(shop.staleReads).toEqual([]);
  });
}

describe("no read that begins after a change was acknowledged is older than it", () => {
  it.each([1, 3])(
    "on %i node(s), whatever is late, doubled, out of order, without its value, cut off or down",
    async (nodes) => {
      let spared = 0;
      const told = (reads: number, asked: number): void => void (spared += reads - asked);
      await fc.assert(neverStale({ nodes, happenings: [...changes, ...cuts, ...troubles], told }), { numRuns: 400 });
      expect(spared, "a cache that never answers would pass as well").toBeGreaterThan(400);
    },
    60_000,
  );

  it("does not hold without the fence", async () => {
    const fenceOf = (fence: ChangeFence): ChangeFence => ({ ...fence, stands: () => true });
    const { failed } = await fc.check(neverStale({ nodes: 1, happenings: changes, fenceOf }), { numRuns: 1000 });
    expect(failed).toBe(true);
  }, 60_000);

  it("does not hold when a node that is cut off serves what it keeps", async () => {
    const fenceOf = (fence: ChangeFence): ChangeFence => ({ ...fence, isCurrent: () => true });
    const { failed } = await fc.check(neverStale({ nodes: 3, happenings: [...changes, ...cuts], fenceOf }), { numRuns: 5000 });
    expect(failed).toBe(true);
  }, 60_000);
});
