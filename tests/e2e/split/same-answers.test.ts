import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer, QueryOptions } from "../../support/query.js";
import { startStack, type Stack } from "../../support/start-stack.js";
import { allSubgraphs, cartsOf, everythingOfMe, ordersOfStaff, searchPage, storefrontPage } from "./operations.js";

interface Asked {
  readonly document: string;
  readonly variables?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
  readonly as?: { readonly customer?: string; readonly scopes?: readonly string[] };
}

describe("subgraphs in process and over HTTP", () => {
  let together: Stack;
  let apart: Stack;
  beforeAll(async () => {
    together = await startStack();
    apart = await startStack({ overHttp: allSubgraphs, systems: together.systems, merchant: together.merchant });
  });
  afterAll(async () => {
    await apart[Symbol.asyncDispose]();
    await together[Symbol.asyncDispose]();
  });

  /** Asks both, expects the same status, data and errors, and gives what both said. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- an untyped query answers untyped data
  async function bothSay({ document, as, ...options }: Asked): Promise<Answer<any>> {
    const token = as && (await together.token(as));
    const asked: QueryOptions<Record<string, unknown>> = { ...options, ...(token !== undefined && { token }) };
    const one = await together.query(document, asked);
    const other = await apart.query(document, asked);
    expect(comparable(other)).toEqual(comparable(one));
    return one;
  }

  const skus = (): string[] => together.merchant.products.slice(0, 24).map(({ sku }) => sku);

  it("compose to the same graph", async () => {
    const face =
      "{ __schema { types { name description fields { name description isDeprecated args { name } type { name kind ofType { name kind } } } } } }";
    const { data } = await bothSay({ document: face });
    expect(data.__schema.types.length).toBeGreaterThan(50);
  });

  it.each([
    ["a visitor", undefined, "fr-FR"],
    ["a customer with a price list of their own", { customer: "C-00001" }, "en-GB"],
    ["a reseller", { customer: "C-00002" }, "de, fr;q=0.8"],
  ] as const)("show %s the same storefront page", async (_who, as, language) => {
    const variables = { skus: [...skus(), "NO-SUCH-SKU"] };
    const { data, errors } = await bothSay({
      document: storefrontPage,
      variables,
      headers: { "accept-language": language },
      ...(as && { as }),
    });
    expect(errors).toBeUndefined();
    expect(data.products).toHaveLength(25);
    expect(data.products[0]).toMatchObject({ sku: skus()[0], stock: { source: "erp" }, price: { net: { currency: "EUR" } } });
    expect(data.products[24]).toBeNull();
  });

  it("tell a customer the same of themselves and their orders", async () => {
    const { data, errors } = await bothSay({ document: everythingOfMe, as: { customer: "C-00001" } });
    expect(errors).toBeUndefined();
    expect(data.me).toMatchObject({ id: "C-00001", email: expect.stringContaining("@") });
    expect(data.me.orders.totalCount).toBeGreaterThan(0);
  });

  it("find the same products, page by page to the end", async () => {
    const filter = { brands: [...new Set(together.merchant.products.map(({ brand }) => brand))].slice(0, 2) };
    const found: string[] = [];
    let total = 0;
    for (let after: string | null = null, more = true; more;) {
      const variables: Record<string, unknown> = { filter, sort: "NAME_ASC", first: 7, after };
      const { data, errors } = await bothSay({ document: searchPage, variables });
      expect(errors).toBeUndefined();
      found.push(...data.searchProducts.edges.map((edge: { node: { sku: string } }) => edge.node.sku));
      total = data.searchProducts.totalCount;
      after = data.searchProducts.pageInfo.endCursor;
      more = data.searchProducts.pageInfo.hasNextPage;
    }
    const truth = together.merchant.products
      .filter(({ brand, isEnabled }) => isEnabled && filter.brands.includes(brand))
      .map(({ sku }) => sku);
    expect(total).toBe(truth.length);
    expect(found.toSorted()).toEqual(truth.toSorted());
  });

  it("show staff the same orders with invoices, shipments, customers and products", async () => {
    const scopes = ["orders:read", "customers:read"];
    const { data, errors } = await bothSay({ document: ordersOfStaff, as: { scopes } });
    expect(errors).toBeUndefined();
    expect(data.orders.nodes).toHaveLength(20);
    expect(data.orders.nodes[0]).toMatchObject({
      customer: { name: expect.any(String) },
      lines: expect.arrayContaining([expect.anything()]),
    });
  });

  it("answer the same about carts", async () => {
    const { errors } = await bothSay({ document: cartsOf, variables: { id: "no-such-cart" } });
    expect(errors).toBeUndefined();
  });

  it.each([
    ["a missing token", { document: "{ orders { totalCount } }" }, "UNAUTHENTICATED"],
    [
      "a missing scope",
      { document: '{ customer(id: "C-00002") { name } orders { totalCount } }', as: { customer: "C-00001" } },
      "FORBIDDEN",
    ],
    ["a scope that staff lack", { document: "{ customers { totalCount } }", as: { scopes: ["orders:read"] } }, "FORBIDDEN"],
    ["an unknown language", { document: '{ products(skus: ["DSK-001-NAT-100"]) { sku brand name(locale: "xx-XX") } }' }, "BAD_USER_INPUT"],
    [
      "a negative quantity",
      { document: '{ product(sku: "DSK-001-NAT-100") { brand price(quantity: -1) { net { amount } } } }' },
      "BAD_USER_INPUT",
    ],
    [
      "an unknown channel",
      { document: '{ product(sku: "DSK-001-NAT-100") { sku listing(channel: "nowhere") { title } } }' },
      "BAD_USER_INPUT",
    ],
    ["a page that is too large", { document: "{ searchProducts(first: 5000) { totalCount } }" }, "BAD_USER_INPUT"],
    ["a cursor that is none", { document: '{ searchProducts(after: "nonsense") { totalCount } }' }, "BAD_USER_INPUT"],
    ["a field that is none", { document: "{ productz }" }, "GRAPHQL_VALIDATION_FAILED"],
    [
      "a date that is none",
      { document: '{ searchProducts(filter: { updatedSince: "yesterday" }) { totalCount } }' },
      "GRAPHQL_VALIDATION_FAILED",
    ],
    [
      "a date that is none in a variable",
      {
        document: "query($f: ProductFilter) { searchProducts(filter: $f) { totalCount } }",
        variables: { f: { updatedSince: "yesterday" } },
      },
      "BAD_USER_INPUT",
    ],
    [
      "a value of the wrong type",
      { document: "query($n: Int!) { searchProducts(first: $n) { totalCount } }", variables: { n: "many" } },
      "BAD_USER_INPUT",
    ],
  ] satisfies [string, Asked, string][])("refuse %s alike", async (_what, asked, code) => {
    const { errors } = await bothSay(asked);
    expect(errors?.map(({ extensions }) => extensions?.["code"])).toContain(code);
  });

  it("fail alike when a system answers with errors", async () => {
    together.systems.shop.faults.add([{ match: {}, fault: "status", status: 500 }]);
    try {
      const { data, errors } = await bothSay({ document: storefrontPage, variables: { skus: skus().slice(0, 3) } });
      expect(data.products[0]).toMatchObject({ sku: skus()[0], listing: null, stock: { source: "erp" } });
      const told = errors?.find(({ path }) => path?.join(".") === "products.0.listing");
      expect(told?.extensions).toMatchObject({ system: "shop", subgraph: "shop", retryable: true });
    } finally {
      together.systems.shop.faults.clear();
    }
  });
});

const momentary = new Set(["asOf", "version", "retryAfterMs"]);

function comparable({ status, data, errors }: Answer<unknown>): unknown {
  const told = errors?.toSorted((a, b) => JSON.stringify(a.path).localeCompare(JSON.stringify(b.path)));
  return JSON.parse(JSON.stringify({ status, data, errors: told }, (key, value: unknown) => (momentary.has(key) ? "then" : value)));
}
