import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createShiftedClock } from "../../support/shifted-clock.js";
import { noticeOf, startCachedStack, type CachedStack } from "./cached-stack.js";

const ask = `query ($sku: ID!) { product(sku: $sku) { name stock { onHand stale asOf } price { net { amount } stale } } }`;

interface Shown {
  readonly product: {
    readonly name: string;
    readonly stock: { readonly onHand: number; readonly stale: boolean; readonly asOf: string } | null;
    readonly price: { readonly net: { readonly amount: string }; readonly stale: boolean } | null;
  };
}

describe("what is kept of the ERP", () => {
  const clock = createShiftedClock();
  let stack: CachedStack;
  let turn = 0;
  let sku = "";
  beforeAll(async () => {
    stack = await startCachedStack({ clock });
  });
  afterAll(() => stack[Symbol.asyncDispose]());
  beforeEach(() => {
    stack.systems.erp.faults.clear();
    // Longer than a circuit stays open.
    clock.advance(40_000);
    turn += 1;
    sku = stack.merchant.products[turn]?.sku ?? "";
  });
  const show = async () => stack.query<Shown>(ask, { variables: { sku } });
  const stockOf = async () => (await show()).data?.product.stock;

  it("is shown again without asking, and asked for when a change was acknowledged", async () => {
    const first = await stockOf();
    const calls = await stack.erpCalls();
    expect(await stockOf()).toEqual(first);
    expect(await stack.erpCalls()).toBe(calls);
    await stack.count(sku, 4321);
    const counted = await stockOf();
    expect(counted?.onHand).toBeGreaterThanOrEqual(4321);
    expect(await stack.erpCalls()).toBeGreaterThan(calls);
    expect(counted?.stale).toBe(false);
  });

  it("is corrected by an event that tells the new value, without asking", async () => {
    await stockOf();
    const calls = await stack.erpCalls();
    const version = { at: new Date(clock.now() + 60_000).toISOString() };
    const payload = { sku, levels: [{ location: "WH", onHand: 77, reserved: 0 }], incoming: [], version: "told" };
    await stack.gateway.events.publish([{ ...noticeOf(sku), payload, version }]);
    expect(await stockOf()).toMatchObject({ onHand: 77, stale: false, asOf: version.at });
    expect(await stack.erpCalls()).toBe(calls);
  });

  it("stands in as stale while the ERP is down, then makes way for the error", async () => {
    const { data: known } = await show();
    clock.advance(700_000);
    stack.systems.erp.faults.add([{ match: {}, fault: "status", status: 500 }]);
    const { data, errors } = await show();
    expect(errors).toBeUndefined();
    expect(data?.product.stock).toEqual({ ...known?.product.stock, stale: true });
    expect(data?.product.price).toEqual({ ...known?.product.price, stale: true });
    clock.advance(900_000);
    const late = await show();
    expect(late.data?.product).toMatchObject({ name: known?.product.name, stock: null, price: null });
    expect(late.errors?.map(({ extensions }) => extensions)).toContainEqual(expect.objectContaining({ system: "erp", retryable: true }));
  });

  it("does not stand in when it is known to have changed", async () => {
    await show();
    stack.systems.erp.faults.add([{ match: {}, fault: "status", status: 500 }]);
    await stack.gateway.events.publish([noticeOf(sku)]);
    const { data, errors } = await show();
    expect(data?.product.stock).toBeNull();
    expect(data?.product.price).toMatchObject({ stale: false });
    expect(errors).toHaveLength(1);
  });

  it("is counted, by kind and by how it was answered", async () => {
    await show();
    await show();
    const metrics = await (await fetch(`${stack.url}/metrics`)).text();
    for (const kind of ["stock", "price", "price-list", "content", "locations"])
      expect(metrics).toMatch(new RegExp(`passerelle_cache_reads_total\\{kind="${kind}",outcome="hit"[^}]*\\} [1-9]`));
    expect(metrics).toMatch(/passerelle_cache_entries(\{[^}]*\})? [1-9]/);
    expect(metrics).toMatch(/passerelle_cache_corrections_total\{kind="stock"[^}]*\} 1/);
  });
});
