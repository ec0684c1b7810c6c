import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ListingDocument, type ListingQuery } from "../../support/graphql/generated/graphql.js";
import { portCalls } from "../../support/port-calls.js";
import { startStack, type Stack } from "../../support/start-stack.js";

type Listed = NonNullable<ListingQuery["products"][number]>;

describe("a storefront's page from four systems", () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  const skus = (count = 24): string[] => stack.merchant.products.slice(0, count).map((product) => product.sku);
  const listing = async (wanted: string[]): Promise<(Listed | null)[]> => {
    const { data, errors } = await stack.query(ListingDocument, { variables: { skus: wanted, locale: "fr-FR" } });
    expect(errors).toBeUndefined();
    return data?.products.map((product) => product ?? null) ?? [];
  };

  it("answers 24 products with content, media, stock, price and listing", async () => {
    const products = await listing(skus());
    expect(products).toHaveLength(24);
    for (const [at, product] of products.entries()) {
      const truth = stack.merchant.products[at];
      expect(product).toMatchObject({ sku: truth?.sku, name: truth?.name["fr-FR"], brand: truth?.brand });
      expect(product?.media).toHaveLength(truth?.media.length ?? -1);
      expect(product?.price?.net).toEqual({ amount: expect.stringMatching(/^\d+\.\d\d$/), currency: "EUR" });
      expect(product?.stock).toMatchObject({ source: "erp", stale: false });
    }
    const listed = stack.merchant.listings.filter((one) => one.channel === "web-fr").map((one) => one.sku);
    expect(products.filter((product) => product?.listing).map((product) => product?.sku)).toEqual(
      skus().filter((sku) => listed.includes(sku)),
    );
  });

  it("tells the stock that the ERP holds, location by location", async () => {
    for (const product of await listing(skus())) {
      const truth = stack.merchant.stock.filter((level) => level.sku === product?.sku && level.onHand > level.reserved);
      const told = (product?.stock?.levels ?? []).filter((level) => level.available > 0);
      expect(Object.fromEntries(told.map((level) => [level.location.id, level.available]))).toEqual(
        Object.fromEntries(truth.map((level) => [level.location, level.onHand - level.reserved])),
      );
    }
  });

  it("says null for a product that nobody knows, and keeps the order of the others", async () => {
    const [first = "", second = ""] = skus();
    const products = await listing([second, "NO-SUCH-SKU", first]);
    expect(products.map((product) => product?.sku ?? null)).toEqual([second, null, first]);
  });

  it("makes one batched call a system and port, however many products", async () => {
    const before = await portCalls(stack.url);
    await listing(skus());
    const after = await portCalls(stack.url);
    const made = [...after].map(([port, count]) => [port, count - (before.get(port) ?? 0)]).filter(([, count]) => count !== 0);
    expect(Object.fromEntries(made)).toMatchObject({
      "pim catalog.products": 1,
      "erp stock.stockOf": 1,
      "erp prices.schedules": 1,
      "shop listings.listingsOf": 1,
    });
    expect(Math.max(...made.map(([, count]) => Number(count)))).toBe(1);
  });

  it("sends as many requests to a vendor for forty products as for four", async () => {
    const requests = async (count: number): Promise<Record<string, number>> => {
      for (const system of Object.values(stack.systems)) system.calls.reset();
      await listing(skus(count));
      return Object.fromEntries(Object.entries(stack.systems).map(([name, system]) => [name, system.calls.read().total]));
    };
    // Odoo has no one request for products, the rules of a price list and receipts: three models, read once each a port.
    expect(await requests(40)).toEqual({ pim: 1, shop: 1, crm: 0, erp: 4 });
    const few = await requests(4);
    expect(few).toMatchObject({ pim: 1, shop: 1, crm: 0 });
    expect(few.erp).toBeLessThanOrEqual(4);
  });
});
