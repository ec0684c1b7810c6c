import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startStack, type Stack } from "../../support/start-stack.js";

const page = `query StorefrontPage($skus: [ID!]!) {
  products(skus: $skus) {
    sku
    name(locale: "fr-FR")
    description
    brand
    media { url kind alt(locale: "fr-FR") }
    stock { available onHand levels { location { id name } available } incoming { quantity expectedAt location { id } } asOf source stale version }
    price { net { amount currency } gross { amount } taxRate priceList }
    priceBreaks { minimumQuantity net { amount } }
    listing { title slug isPublished channel { id } }
  }
}`;

describe("a storefront's page from four systems", () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  const skus = (): string[] => stack.merchant.products.slice(0, 24).map((product) => product.sku);

  it("answers 24 products with content, media, stock, price and listing", async () => {
    const { data, errors } = await stack.query(page, { variables: { skus: skus() } });
    expect(errors).toBeUndefined();
    expect(data.products).toHaveLength(24);
    for (const [at, product] of data.products.entries()) {
      const truth = stack.merchant.products[at]!;
      expect(product).toMatchObject({ sku: truth.sku, name: truth.name["fr-FR"], brand: truth.brand });
      expect(product.media).toHaveLength(truth.media.length);
      expect(product.price.net).toEqual({ amount: expect.stringMatching(/^\d+\.\d\d$/), currency: "EUR" });
      expect(product.stock).toMatchObject({ source: "erp", stale: false });
    }
  });

  it("tells the stock that the ERP holds, location by location", async () => {
    const { data } = await stack.query(page, { variables: { skus: skus() } });
    for (const product of data.products) {
      const truth = stack.merchant.stock.filter((level) => level.sku === product.sku && level.onHand > 0);
      const told = product.stock.levels.filter((level: { available: number }) => level.available > 0);
      const free = truth.filter((level) => level.onHand > level.reserved).map((level) => [level.location, level.onHand - level.reserved]);
      expect(new Map(told.map((level: { location: { id: string }; available: number }) => [level.location.id, level.available]))).toEqual(
        new Map(free),
      );
    }
  });

  it("says null for a product that nobody knows, and keeps the order of the others", async () => {
    const [first, second] = skus();
    const { data, errors } = await stack.query(page, { variables: { skus: [second, "NO-SUCH-SKU", first] } });
    expect(errors).toBeUndefined();
    expect(data.products.map((product: { sku: string } | null) => product?.sku ?? null)).toEqual([second, null, first]);
  });

  describe("in few vendor calls", () => {
    beforeEach(async () => {
      // Reference data (locations, taxes, attribute labels, channels) is remembered: the counted page is not a process's first.
      await stack.query(page, { variables: { skus: skus().slice(0, 1) } });
      for (const system of Object.values(stack.systems)) system.calls.reset();
    });

    it("makes at most one call a system and port, however many products", async () => {
      await stack.query(page, { variables: { skus: skus() } });
      const counts = Object.fromEntries(Object.entries(stack.systems).map(([name, system]) => [name, system.calls.read()]));
      console.log(JSON.stringify(counts));
    });
  });
});
