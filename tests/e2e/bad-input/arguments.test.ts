import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { postRaw, type RawAnswer } from "../../support/send-raw.js";
import { startStack, type Stack } from "../../support/start-stack.js";
import { expectRefusal, expectWell, type Refusal } from "./assert-clear.js";

const tooMany = Array.from({ length: 5000 }, (_, at) => `SKU-${at}`);

interface Wrong extends Refusal {
  readonly what: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

const onProduct = (field: string): string => `query ($sku: ID!) { product(sku: $sku) { sku ${field} } }`;
const input = { status: 200, code: "BAD_USER_INPUT" };
const invalid = { status: 400, code: "GRAPHQL_VALIDATION_FAILED" };

const wrongs: readonly Wrong[] = [
  {
    what: "5,000 SKUs",
    query: "query ($many: [ID!]!) { products(skus: $many) { sku } }",
    variables: { many: tooMany },
    ...input,
    says: /"skus".*at most 500/,
  },
  { what: "an empty SKU", query: '{ product(sku: "") { sku } }', ...input, says: /"sku\[0\]".*empty.*leave it out/ },
  {
    what: "a negative quantity",
    query: onProduct("price(quantity: -1) { validUntil }"),
    ...input,
    says: /"quantity": -1 is not above zero; give/,
  },
  { what: "no quantity", query: onProduct("price(quantity: 0) { validUntil }"), ...input, says: /"quantity": 0 is not above zero; give/ },
  {
    what: "a quantity that is no number",
    query: onProduct("price(quantity: NaN) { validUntil }"),
    ...invalid,
    says: /non numeric value: NaN/,
  },
  {
    what: "a quantity beyond all numbers",
    query: onProduct("price(quantity: 1e400) { validUntil }"),
    ...invalid,
    says: /"quantity".*Infinity/,
  },
  {
    what: "a language that the catalogue lacks",
    query: onProduct('name(locale: "de-DE")'),
    ...input,
    says: /"locale".*choose one of en-GB, fr-FR/,
  },
  { what: "a malformed language", query: onProduct('name(locale: "!!")'), status: 200, code: invalid.code, says: /Locale.*"!!".*en-GB/ },
  {
    what: "an unknown channel",
    query: onProduct('listing(channel: "moon") { title }'),
    ...input,
    says: /"channel".*choose among web-fr, web-gb/,
  },
  {
    what: "an unknown location",
    query: onProduct('stock(locations: ["moon"]) { available }'),
    ...input,
    says: /"locations".*choose among WH-LIL/,
  },
  { what: "an empty page", query: "{ searchProducts(first: 0) { totalCount } }", ...input, says: /"first": 0 is not between 1 and 100/ },
  { what: "too large a page", query: "{ searchProducts(first: 1000) { totalCount } }", ...input, says: /"first": 1000.*at most 100/ },
  { what: "a broken cursor", query: '{ searchProducts(after: "rubbish") { totalCount } }', ...input, says: /"after".*endCursor/ },
  { what: "a broken cursor of orders", query: '{ orders(after: "rubbish") { totalCount } }', ...input, says: /"after".*endCursor/ },
  { what: "a broken cursor of customers", query: '{ customers(after: "rubbish") { totalCount } }', ...input, says: /"after".*endCursor/ },
  { what: "too large a page of orders", query: "{ orders(first: 1000) { totalCount } }", ...input, says: /"first": 1000.*at most 100/ },
  {
    what: "an argument of the wrong type",
    query: '{ searchProducts(first: "many") { totalCount } }',
    ...invalid,
    says: /Int cannot represent.*"many"/,
  },
  {
    what: "a variable of the wrong type",
    query: "query ($many: [ID!]!) { products(skus: $many) { sku } }",
    variables: { many: { a: 1 } },
    status: 400,
    code: "BAD_USER_INPUT",
    says: /"\$many".*ID cannot represent/,
  },
  {
    what: "a missing variable",
    query: "query ($many: [ID!]!) { products(skus: $many) { sku } }",
    status: 400,
    code: "BAD_USER_INPUT",
    says: /"\$many".*not provided/,
  },
  { what: "an unknown field", query: onProduct("prize"), ...invalid, says: /"prize".*Did you mean "price"/ },
];

describe("a wrong argument", () => {
  let stack: Stack;
  let staff: string;
  beforeAll(async () => {
    stack = await startStack();
    staff = await stack.token({ scopes: ["orders:read", "customers:read"] });
  });
  afterAll(() => stack[Symbol.asyncDispose]());
  afterEach(() => expectWell(stack));

  const ask = (query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<RawAnswer> => {
    const body = JSON.stringify({ query, variables: { sku: stack.merchant.products[0]?.sku, ...variables } });
    return postRaw(`${stack.url}/graphql`, body, { authorization: `Bearer ${staff}` });
  };

  it.each(wrongs)("is told clearly: $what", async ({ query, variables, ...refusal }) => {
    expectRefusal(await ask(query, variables), refusal);
  });

  it("takes only its own field: the rest of the product comes", async () => {
    const { text } = await ask(onProduct('name(locale: "en-GB") price(quantity: -1) { validUntil } listing(channel: "moon") { title }'));
    const [product] = stack.merchant.products;
    expect(JSON.parse(text)).toMatchObject({
      data: { product: { sku: product?.sku, name: product?.name["en-GB"], price: null, listing: null } },
    });
  });

  it("is no error where it is only unknown: a SKU, a category, a cart that nobody has", async () => {
    const { status, text } = await ask('{ product(sku: "NO-SUCH-SKU") { sku } category(code: "none") { code } cart(id: "none") { id } }');
    expect({ status, body: JSON.parse(text) as unknown }).toEqual({
      status: 200,
      body: { data: { product: null, category: null, cart: null } },
    });
  });
});
