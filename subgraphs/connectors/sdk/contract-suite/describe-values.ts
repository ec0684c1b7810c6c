import { describe, expect, it } from "vitest";
import { customerId, orderId, sku } from "#model";
import { expectSchedule, expectStock, expectTime, expectWellFormed } from "./check-values.js";
import type { Bench } from "./contract-bench.js";

/** What the declared ports answer keeps the model's promises. */
export function describeValues(bench: Bench): void {
  const has = (port: Bench["connector"]["ports"][number]): boolean => bench.connector.ports.includes(port);
  if (has("catalog")) describeContent(bench);
  if (has("stock")) describeStock(bench);
  if (has("prices")) describePrices(bench);
  if (has("orders")) describeOrders(bench);
  if (has("customers")) describeCustomers(bench);
  if (has("listings")) describeListings(bench);
}

function describeContent(bench: Bench): void {
  describe("content", () => {
    it("names products, and only categories that are in the tree", async () => {
      await using system = bench.open();
      const categories = (await system.ports.catalog?.categories(system.call())) ?? [];
      const codes = new Set(categories.map(({ code }) => code));
      for (const { parent } of categories) if (parent !== undefined) expect([...codes]).toContain(parent);
      const products = (await system.ports.catalog?.products(bench.known().skus.map(sku), system.call())) ?? [];
      for (const [key, product] of products) {
        expect(product.sku).toBe(key);
        expect(Object.values(product.name).join("")).not.toBe("");
        expectTime(product.updatedAt);
        expect([...codes]).toEqual(expect.arrayContaining([...product.categories]));
        for (const { url } of product.media) expect(URL.canParse(url), url).toBe(true);
      }
    });
  });
}

function describeStock(bench: Bench): void {
  describe("stock", () => {
    it("keeps its invariants, and its version while nothing changes", async () => {
      await using system = bench.open();
      const locations = (await system.ports.stock?.locations(system.call())) ?? [];
      const ids = new Set<string>(locations.map(({ id }) => id));
      expect(ids.size, "locations, each once").toBe(locations.length);
      expect(ids.size).toBeGreaterThan(0);
      const skus = bench.known().skus.map(sku);
      const before = await system.ports.stock?.stockOf(skus, system.call());
      const after = await system.ports.stock?.stockOf(skus, system.call());
      for (const [key, record] of before ?? []) {
        expect(record.sku).toBe(key);
        expectStock(record, ids);
        expect(after?.get(key)?.version).toBe(record.version);
      }
    });
  });
}

function describePrices(bench: Bench): void {
  describe("prices", () => {
    it("are sorted breaks of the list that was asked for", async () => {
      await using system = bench.open();
      const list = await system.ports.prices?.listFor({ groups: [] }, system.call());
      expect(list?.currency).toMatch(/^[A-Z]{3}$/);
      if (list === undefined) return;
      const schedules = (await system.ports.prices?.schedules(bench.known().skus.map(sku), list, system.call())) ?? [];
      for (const [key, schedule] of schedules) {
        expect(schedule.sku).toBe(key);
        expect(schedule.priceList.id).toBe(list.id);
        expectSchedule(schedule);
      }
    });

    it("hold for somebody unknown as for the public", async () => {
      await using system = bench.open();
      const open = await system.ports.prices?.listFor({ groups: [] }, system.call());
      const stranger = await system.ports.prices?.listFor({ customer: customerId("no-such-id"), groups: ["no-such-group"] }, system.call());
      expect(stranger?.id).toBe(open?.id);
    });
  });
}

function describeOrders(bench: Bench): void {
  describe("orders", () => {
    it("add up", async () => {
      await using system = bench.open();
      const orders = (await system.ports.orders?.orders((bench.known().orders ?? []).map(orderId), system.call())) ?? [];
      for (const [key, { id, net, tax, gross, placedAt }] of orders) {
        expect(id).toBe(key);
        expectTime(placedAt);
        expect(Number(net.amount) + Number(tax.amount)).toBeCloseTo(Number(gross.amount), 2);
      }
    });

    it("are found newest first, page by page, none twice", async () => {
      await using system = bench.open();
      const first = await system.ports.orders?.search({ first: 2 }, system.call());
      expect(first?.items.length).toBeGreaterThan(0);
      const after = first?.items.at(-1)?.cursor;
      const second = after === undefined ? undefined : await system.ports.orders?.search({ first: 2, after }, system.call());
      const found = [...(first?.items ?? []), ...(second?.items ?? [])].map(({ item }) => item);
      expectWellFormed(found);
      expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
      const times = found.map(({ placedAt }) => Date.parse(placedAt));
      expect(times).toEqual(times.toSorted((left, right) => right - left));
      expect(second !== undefined && second.items.length > 0).toBe(first?.hasNextPage);
    });
  });
}

function describeCustomers(bench: Bench): void {
  describe("customers", () => {
    it("are found by their e-mail address, and nobody by one that no one has", async () => {
      await using system = bench.open();
      const customers = await system.ports.customers?.customers((bench.known().customers ?? []).map(customerId), system.call());
      const someone = [...(customers?.values() ?? [])].find(({ email }) => email !== undefined);
      if (someone?.email !== undefined) {
        const found = await system.ports.customers?.search({ first: 5, email: someone.email }, system.call());
        expect(found?.items.map(({ item }) => item.id)).toContain(someone.id);
      }
      const nobody = await system.ports.customers?.search({ first: 5, email: "nobody@no-such-host.invalid" }, system.call());
      expect(nobody).toMatchObject({ items: [], hasNextPage: false });
    });

    it("come page by page, none twice", async () => {
      await using system = bench.open();
      const first = await system.ports.customers?.search({ first: 1 }, system.call());
      const [seen] = first?.items ?? [];
      expect(seen).toBeDefined();
      if (seen === undefined || first?.hasNextPage !== true) return;
      const second = await system.ports.customers?.search({ first: 1, after: seen.cursor }, system.call());
      expect(second?.items.map(({ item }) => item.id)).toHaveLength(1);
      expect(second?.items.map(({ item }) => item.id)).not.toContain(seen.item.id);
    });
  });
}

function describeListings(bench: Bench): void {
  describe("listings", () => {
    it("stand on channels that there are", async () => {
      await using system = bench.open();
      const channels = (await system.ports.listings?.channels(system.call())) ?? [];
      const ids = channels.map(({ id }) => id);
      expect(ids.length).toBeGreaterThan(0);
      const listings = (await system.ports.listings?.listingsOf(bench.known().skus.map(sku), system.call())) ?? [];
      for (const [key, records] of listings) {
        expect(ids).toEqual(expect.arrayContaining(records.map(({ channel }) => channel)));
        expect(records.every((record) => record.sku === key)).toBe(true);
      }
    });
  });
}
