import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createShiftedClock, type ShiftedClock } from "../../support/shifted-clock.js";
import type { Stack } from "../../support/start-stack.js";
import { deadlineMs, errorPaths, marginMs, startHurriedStack } from "./page-of-everything.js";

const search = `query Search($category: ID!) {
  searchProducts(text: "desk", filter: { categories: [$category] }, first: 5) {
    totalCount
    nodes { sku name stock { available } price { net { amount } } }
  }
  locations { id }
}`;

/** Longer than the index, the catalogue's structure and its categories count as fresh. */
const longMs = 24 * 3_600_000;

interface SearchData {
  readonly searchProducts: {
    readonly totalCount: number;
    readonly nodes: readonly { readonly sku: string; readonly name: string | null; readonly stock: unknown; readonly price: unknown }[];
  } | null;
  readonly locations: readonly unknown[] | null;
}

describe("search while the PIM", () => {
  let clock: ShiftedClock;
  let stack: Stack;
  beforeEach(async () => {
    clock = createShiftedClock();
    stack = await startHurriedStack({ clock });
  });
  afterEach(() => stack[Symbol.asyncDispose]());

  const find = (): ReturnType<typeof stack.query<SearchData>> =>
    stack.query<SearchData>(search, { variables: { category: topCategory(stack) } });

  it("is down answers from the index, with stock and price, long after it was last refreshed", async () => {
    await stack.gateway.warm();
    const before = await find();
    expect(before.errors).toBeUndefined();
    expect(before.data?.searchProducts?.nodes.length).toBeGreaterThan(0);
    await stack.systems.pim.close();
    clock.advance(longMs);
    const { data, errors } = await find();
    const nameless = before.data?.searchProducts?.nodes.map((node) => ({ ...node, name: null }));
    expect(data).toEqual({ ...before.data, searchProducts: { ...before.data?.searchProducts, nodes: nameless } });
    expect(errorPaths(errors)).toEqual(nameless?.map((_node, at) => `searchProducts.nodes.${at}.name`));
    for (const { extensions } of errors ?? [])
      expect(extensions).toMatchObject({ code: "SYSTEM_UNAVAILABLE", system: "pim", retryable: true });
  });

  it("hangs and was never read fails alone, within the deadline", async () => {
    stack.systems.pim.faults.add([{ match: {}, fault: "hang" }]);
    const startedAt = performance.now();
    const { data, errors } = await find();
    expect(performance.now() - startedAt).toBeLessThan(deadlineMs + marginMs);
    expect(data?.searchProducts).toBeNull();
    expect(data?.locations).toHaveLength(stack.merchant.locations.length);
    expect(errorPaths(errors)).toEqual(["searchProducts"]);
    expect(errors?.[0]?.extensions).toMatchObject({ code: "SYSTEM_TIMEOUT", system: "pim", retryable: true });
  });
});

function topCategory({ merchant }: Stack): string {
  const desk = merchant.products.find(({ name }) => name["en-GB"].toLowerCase().includes("desk"));
  const parents = new Map(merchant.categories.map(({ code, parent }) => [code, parent]));
  let code = desk?.categories[0] ?? "";
  for (let parent = parents.get(code); parent !== undefined && parents.get(parent) !== undefined; parent = parents.get(code)) code = parent;
  return code;
}
