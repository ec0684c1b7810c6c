import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateMerchant, type MerchantProduct } from "#systems";
import { startStack, type Stack } from "../../support/start-stack.js";
import { tellingProducts, visitorsOf, type Visitor } from "./price-visitors.js";

const quantities = [1, 9, 10, 49, 50, 120];

const prices = `query Prices($skus: [ID!]!) {
  products(skus: $skus) {
    sku
    priceBreaks { minimumQuantity net { amount } }
    ${quantities.map((quantity) => `of${quantity}: price(quantity: ${quantity}) { net { amount currency } gross { amount } taxRate priceList }`).join("\n    ")}
  }
}`;

interface PricesData {
  readonly products: readonly (Readonly<
    Record<string, { readonly net: { readonly amount: string }; readonly priceList: string } | null>
  > & {
    readonly priceBreaks: readonly { readonly minimumQuantity: number; readonly net: { readonly amount: string } }[];
  })[];
}

describe("a price belongs to its viewer", () => {
  let stack: Stack;
  let visitors: readonly Visitor[];
  let products: readonly MerchantProduct[];
  beforeAll(async () => {
    stack = await startStack({ merchant: generateMerchant({ products: 600, customers: 40 }) });
    visitors = await visitorsOf(stack);
    products = tellingProducts(stack.merchant, visitors);
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  const see = async ({ token }: Visitor, wanted = products): Promise<PricesData["products"]> => {
    const { data, errors } = await stack.query<PricesData>(prices, {
      variables: { skus: wanted.map(({ sku }) => sku) },
      ...(token !== undefined && { token }),
    });
    expect(errors).toBeUndefined();
    return data?.products ?? [];
  };

  it("is told on five different lists, by every kind of rule", () => {
    const told = visitors.flatMap((visitor) =>
      products.flatMap((product) => [1, 10, 50].map((quantity) => visitor.expected(product, quantity))),
    );
    expect(new Set(told.map(({ priceList }) => priceList)).size).toBe(5);
    expect(new Set(told.map(({ rule }) => rule))).toEqual(new Set(["FIXED", "PERCENTAGE", "FORMULA"]));
  });

  it("is what the merchant's rules make it, at every quantity", async () => {
    for (const visitor of visitors) {
      const seen = (await see(visitor)).map((product) => quantities.map((quantity) => shown(product[`of${quantity}`])));
      expect(seen, visitor.who).toEqual(products.map((product) => quantities.map((quantity) => shownOf(visitor, product, quantity))));
    }
  });

  it("has breaks where the merchant's rules have them", async () => {
    for (const visitor of visitors) {
      const seen = (await see(visitor)).map(({ priceBreaks }) =>
        priceBreaks.map(({ minimumQuantity, net }) => [minimumQuantity, net.amount]),
      );
      expect(seen, visitor.who).toEqual(products.map((product) => breaksOf(visitor, product)));
    }
  });

  it("carries the tax of the product", async () => {
    const { data } = await stack.query(prices, { variables: { skus: products.map(({ sku }) => sku) } });
    for (const [at, product] of products.entries()) {
      const { rate } = stack.merchant.taxes.find(({ code }) => code === product.tax) ?? { rate: "none" };
      expect(data.products[at].of1.taxRate).toBe(rate);
      expect(Number(data.products[at].of1.gross.amount)).toBeCloseTo(
        Number(data.products[at].of1.net.amount) * (1 + Number(rate) / 100),
        1,
      );
    }
  });
});

function shown(price: PricesData["products"][number][string] | undefined): string {
  return `${price?.net.amount} (${price?.priceList})`;
}

function shownOf(visitor: Visitor, product: MerchantProduct, quantity: number): string {
  const { net, priceList } = visitor.expected(product, quantity);
  return `${net} (${priceList})`;
}

// Where the price changes as the quantity grows; the merchant's rules know no other minimum.
function breaksOf(visitor: Visitor, product: MerchantProduct): readonly (readonly [number, string])[] {
  const steps = [0, 1, 10, 50].map((quantity): [number, string] => [quantity, visitor.expected(product, quantity).net]);
  return steps.filter(([, net], at) => net !== steps[at - 1]?.[1]);
}
