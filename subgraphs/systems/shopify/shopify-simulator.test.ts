import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { generateMerchant } from "../merchant/generate-merchant.js";
import { startSimulator } from "../simulator/start-simulator.js";
import type { RunningSimulator } from "../simulator/simulator.js";
import { shopifySimulator } from "./index.js";
import type { ShopRecord } from "./records.js";

const merchant = generateMerchant({ products: 60, customers: 12 });
const [first, second, third] = merchant.products;
if (!first || !second || !third) throw new Error("The generated merchant is too small for these tests.");

let shop: RunningSimulator;
let at: Date;

beforeAll(async () => {
  at = new Date("2026-11-01T08:00:00Z");
  shop = await startSimulator(shopifySimulator, { merchant, now: () => at });
});
afterAll(() => shop.close());
beforeEach(() => {
  // Long enough for a full bucket.
  at = new Date(at.getTime() + 60_000);
});

async function post(path: string, headers: Record<string, string>, body: unknown) {
  const response = await fetch(new URL(path, shop.url), {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  // Tests look into the answer as it is; expectations check every value that they use.
  return { status: response.status, body: JSON.parse(await response.text()) };
}

const admin = (query: string, variables: Record<string, unknown> = {}) =>
  post("/admin/api/2026-10/graphql.json", { "x-shopify-access-token": shop.credentials["accessToken"] ?? "" }, { query, variables });
const storefront = (query: string, variables: Record<string, unknown> = {}) =>
  post(
    "/api/2026-10/graphql.json",
    { "x-shopify-storefront-access-token": shop.credentials["storefrontAccessToken"] ?? "" },
    { query, variables },
  );

const skusOf = (body: { data: { productVariants: { nodes: { sku: string }[] } } }): string[] =>
  body.data.productVariants.nodes.map(({ sku }) => sku);
const variantsBy = (query: string) =>
  admin(`query ($query: String) { productVariants(first: 100, query: $query) { nodes { sku } } }`, { query });

describe("the Admin API's door", () => {
  it("refuses a wrong token in the vendor's words", async () => {
    const { status, body } = await post(
      "/admin/api/2026-10/graphql.json",
      { "x-shopify-access-token": "shpat_wrong" },
      { query: "{ shop { name } }" },
    );
    expect(status).toBe(401);
    expect(body).toEqual({ errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" });
  });

  it("refuses a body without a query, and another API version", async () => {
    expect(await admin("")).toMatchObject({ status: 400, body: { errors: { query: "Required parameter missing or invalid" } } });
    expect(await post("/admin/api/2019-04/graphql.json", {}, {})).toEqual({ status: 404, body: { errors: "Not Found" } });
  });

  it("refuses a field that the vendor does not have, as graphql-ruby words it", async () => {
    const { status, body } = await admin("query Wrong { products(first: 1) { nodes { colour } } }");
    expect(status).toBe(200);
    expect(body.errors).toEqual([
      {
        message: "Field 'colour' doesn't exist on type 'Product'",
        locations: [{ line: 1, column: 44 }],
        path: ["query Wrong", "products", "nodes", "colour"],
        extensions: { code: "undefinedField", typeName: "Product", fieldName: "colour" },
      },
    ]);
  });

  it("refuses variables of the wrong type and unknown arguments", async () => {
    const wrong = await admin("query ($n: Int!) { products(first: $n) { nodes { id } } }", { n: "many" });
    expect(wrong.body.errors[0]).toMatchObject({
      message: "Variable $n of type Int! was provided invalid value",
      extensions: { code: "INVALID_VARIABLE" },
    });
    const unknown = await admin("{ products(first: 1, colour: 1) { nodes { id } } }");
    expect(unknown.body.errors[0]).toMatchObject({ message: "Field 'products' doesn't accept argument 'colour'" });
  });
});

describe("the cost throttle", () => {
  const dear = "{ products(first: 200) { nodes { variants(first: 5) { nodes { id } } } } }";

  it("tells what a query could have cost and what it did cost", async () => {
    const { body } = await admin(
      `{ productVariants(first: 100, query: "sku:'${first.sku}'") { nodes { sku product { title seo { title } } } } }`,
    );
    expect(body.extensions.cost).toEqual({
      requestedQueryCost: 302,
      actualQueryCost: 5,
      throttleStatus: { maximumAvailable: 20_000, currentlyAvailable: 19_995, restoreRate: 1_000 },
    });
  });

  it("charges edges as it charges nodes, and a mutation ten", async () => {
    const edges = await admin("{ products(first: 10) { edges { node { seo { title } } } pageInfo { hasNextPage } } }");
    expect(edges.body.extensions.cost.requestedQueryCost).toBe(22);
    const mutation = await admin(
      `mutation { productUpdate(product: { id: "gid://shopify/Product/1", title: "x" }) { userErrors { message } } }`,
    );
    expect(mutation.body.extensions.cost.requestedQueryCost).toBe(11);
  });

  it("refuses a query above the limit for one query", async () => {
    const { status, body } = await admin(dear);
    expect(status).toBe(200);
    expect(body.errors[0].extensions).toMatchObject({ code: "MAX_COST_EXCEEDED", cost: 1602, maxCost: 1000 });
    expect(body.data).toBeUndefined();
  });

  it("throttles when the bucket is empty and lets pass when it has filled up again", async () => {
    const shops = shop.store.collection<ShopRecord>("shop");
    const record = shops.get("shop");
    if (record === undefined) throw new Error("The shop has no record.");
    shops.put("shop", { ...record, throttle: { maximumAvailable: 100, restoreRate: 50 } });
    const query = "{ products(first: 60) { nodes { id } } }";
    expect((await admin(query)).body.data.products.nodes).toHaveLength(60);
    const { status, body } = await admin(query);
    expect(status).toBe(200);
    expect(body.errors).toEqual([
      { message: "Throttled", extensions: { code: "THROTTLED", documentation: "https://shopify.dev/api/usage/rate-limits" } },
    ]);
    expect(body.extensions.cost).toEqual({
      requestedQueryCost: 62,
      actualQueryCost: null,
      throttleStatus: { maximumAvailable: 100, currentlyAvailable: 38, restoreRate: 50 },
    });
    at = new Date(at.getTime() + 1_000);
    expect((await admin(query)).body.errors).toBeUndefined();
    shops.put("shop", record);
  });
});

describe("searches", () => {
  it("finds quoted SKUs, without regard to case, and only them", async () => {
    const { body } = await variantsBy(`sku:'${first.sku}' OR sku:'${second.sku.toLowerCase()}'`);
    expect(skusOf(body).toSorted()).toEqual([first.sku, second.sku].toSorted());
  });

  it("understands AND before OR, parentheses, NOT, prefixes and comparators", async () => {
    const either = `(sku:${first.sku} OR sku:${second.sku})`;
    expect(skusOf((await variantsBy(`${either} AND NOT sku:${first.sku}`)).body)).toEqual([second.sku]);
    expect(skusOf((await variantsBy(`${either} -sku:${second.sku}`)).body)).toEqual([first.sku]);
    expect(skusOf((await variantsBy(`sku:${first.sku} OR sku:${second.sku} AND product_status:draft`)).body)).toEqual([first.sku]);
    const family = merchant.products.filter(({ sku }) => sku.startsWith(first.sku.slice(0, 8))).map(({ sku }) => sku);
    expect(skusOf((await variantsBy(`sku:${first.sku.slice(0, 8)}*`)).body).toSorted()).toEqual(family.toSorted());
    expect(skusOf((await variantsBy(`updated_at:>'2030-01-01T00:00:00Z'`)).body)).toEqual([]);
  });

  it("leaves an unknown field out and warns of it", async () => {
    const { body } = await variantsBy(`sku:${first.sku} colour:red`);
    expect(skusOf(body)).toEqual([first.sku]);
    expect(body.extensions.search[0]).toMatchObject({
      path: ["productVariants"],
      warnings: [{ field: "colour", message: "Invalid search field for this query." }],
    });
  });
});

describe("connections", () => {
  it("pages forth by cursor until there is no next page, and back", async () => {
    const page = (args: string) =>
      admin(`{ products(${args}, sortKey: TITLE) { nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`);
    const one = (await page("first: 40")).body.data.products;
    const two = (await page(`first: 40, after: "${one.pageInfo.endCursor}"`)).body.data.products;
    expect(new Set([...one.nodes, ...two.nodes].map(({ id }: { id: string }) => id)).size).toBe(60);
    expect(two.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const back = (await page(`last: 40, before: "${two.pageInfo.startCursor}"`)).body.data.products;
    expect(back.nodes).toEqual(one.nodes);
  });

  it("refuses more than 250, no limit at all, and a foreign cursor", async () => {
    expect((await admin("{ locations(first: 251) { nodes { id } } }")).body.errors[0].message).toBe("first cannot exceed 250");
    expect((await admin("{ locations { nodes { id } } }")).body.errors[0].message).toBe("you must provide one of first or last");
    expect((await admin(`{ locations(first: 1, after: "abc") { nodes { id } } }`)).body.errors[0].message).toBe(
      "Invalid cursor for current pagination sort.",
    );
  });
});

describe("the merchant in the shop", () => {
  it("lists products on the channels where the merchant does", async () => {
    const { body: channels } = await admin(
      "{ publications(first: 10) { nodes { id catalog { title } channels(first: 1) { nodes { handle } } } } }",
    );
    const publications: { id: string; channels: { nodes: { handle: string }[] } }[] = channels.data.publications.nodes;
    const aliases = publications.map(({ id }, index) => `on${index}: publishedOnPublication(publicationId: "${id}")`).join(" ");
    const { body } = await admin(
      `{ productVariants(first: 1, query: "sku:'${first.sku}'") { nodes { product { title handle ${aliases} translations(locale: "fr") { key value } } } } }`,
    );
    const { product } = body.data.productVariants.nodes[0];
    publications.forEach(({ channels: { nodes } }, index) => {
      const listing = merchant.listings.find(({ sku, channel }) => sku === first.sku && channel === nodes[0]?.handle);
      expect(product[`on${index}`]).toBe(listing?.isPublished ?? false);
    });
    const french = merchant.listings.find(({ sku, channel }) => sku === first.sku && channel === "web-fr");
    expect(product.translations).toContainEqual({ key: "handle", value: french?.slug });
  });

  it("finds customers by number and orders by name", async () => {
    const order = merchant.orders.find(({ status }) => status !== "DRAFT");
    const { body } = await admin(
      `query ($customer: String, $order: String) {
        customers(first: 2, query: $customer) { nodes { defaultEmailAddress { emailAddress } metafield(namespace: "custom", key: "customer_number") { value } } }
        orders(first: 2, query: $order) { nodes { name totalPriceSet { shopMoney { amount currencyCode } } lineItems(first: 5) { nodes { sku quantity } } } }
      }`,
      { customer: "tag:C-00003", order: `name:${order?.number}` },
    );
    expect(body.data.customers.nodes).toHaveLength(1);
    expect(body.data.customers.nodes[0].metafield.value).toBe("C-00003");
    expect(body.data.orders.nodes).toHaveLength(1);
    expect(body.data.orders.nodes[0].name).toBe(order?.number);
  });
});

describe("writes", () => {
  const level = `query ($q: String) { inventoryItems(first: 1, query: $q) { nodes { id inventoryLevels(first: 1) { nodes { location { id } quantities(names: ["available", "on_hand"]) { name quantity } } } } } }`;
  const read = async () => {
    const { body } = await admin(level, { q: `sku:'${second.sku}'` });
    const item = body.data.inventoryItems.nodes[0];
    const stock = item.inventoryLevels.nodes[0];
    return { inventoryItemId: item.id, locationId: stock.location.id, available: stock.quantities[0].quantity };
  };
  const set = (quantities: unknown, directive: string) =>
    admin(
      `mutation ($input: InventorySetQuantitiesInput!) { inventorySetQuantities(input: $input) ${directive} { inventoryAdjustmentGroup { id changes { name delta quantityAfterChange } } userErrors { code field message } } }`,
      {
        input: { name: "available", reason: "correction", quantities: [quantities] },
      },
    );

  it("sets stock once per idempotency key and compares before it sets", async () => {
    const { available, ...place } = await read();
    const quantities = { ...place, quantity: available + 7, changeFromQuantity: available };
    expect((await set(quantities, "")).body.errors[0]).toMatchObject({
      message: "The @idempotent directive is required for this mutation but was not provided.",
      extensions: { code: "BAD_REQUEST" },
    });
    const done = await set(quantities, '@idempotent(key: "k-1")');
    expect(done.body.data.inventorySetQuantities.inventoryAdjustmentGroup.changes).toContainEqual({
      name: "available",
      delta: 7,
      quantityAfterChange: available + 7,
    });
    expect((await set(quantities, '@idempotent(key: "k-1")')).body.data).toEqual(done.body.data);
    const stale = await set(quantities, '@idempotent(key: "k-2")');
    expect(stale.body.data.inventorySetQuantities.userErrors[0]).toMatchObject({ code: "CHANGE_FROM_QUANTITY_STALE" });
    const other = await set({ ...quantities, quantity: 1 }, '@idempotent(key: "k-1")');
    expect(other.body.data.inventorySetQuantities.userErrors[0]).toMatchObject({ code: "IDEMPOTENCY_KEY_PARAMETER_MISMATCH" });
    const without = await set({ ...place, quantity: 1 }, '@idempotent(key: "k-3")');
    expect(without.body.errors[0].extensions.code).toBe("INVALID_FIELD_ARGUMENTS");
    expect((await read()).available).toBe(available + 7);
    expect(shop.journal.list({ operation: "inventorySetQuantities" })).toHaveLength(1);
  });

  it("changes price and title, refuses what the vendor refuses, and journals only what it accepted", async () => {
    const { body } = await admin(`{ productVariants(first: 1, query: "sku:'${third.sku}'") { nodes { id product { id } } } }`);
    const { id, product } = body.data.productVariants.nodes[0];
    const before = shop.journal.list().length;
    const bulk = (price: string) =>
      admin(
        "mutation ($p: ID!, $v: [ProductVariantsBulkInput!]!) { productVariantsBulkUpdate(productId: $p, variants: $v) { productVariants { price } userErrors { code field } } }",
        { p: product.id, v: [{ id, price }] },
      );
    expect((await bulk("12.5")).body.data.productVariantsBulkUpdate).toEqual({ productVariants: [{ price: "12.50" }], userErrors: [] });
    expect((await bulk("-1")).body.data.productVariantsBulkUpdate.userErrors[0].code).toBe("GREATER_THAN_OR_EQUAL_TO");
    const update = await admin(
      `mutation ($p: ProductUpdateInput!) { productUpdate(product: $p) { product { title seo { title } } userErrors { field message } } }`,
      { p: { id: product.id, title: "  " } },
    );
    expect(update.body.data.productUpdate.userErrors).toEqual([{ field: ["title"], message: "Title can't be blank" }]);
    expect(shop.journal.list().length).toBe(before + 1);
  });

  it("publishes and unpublishes", async () => {
    const { body } = await admin(
      `{ publications(first: 1) { nodes { id } } products(first: 1, query: "sku:'${first.sku}'") { nodes { id } } }`,
    );
    const variables = { id: body.data.products.nodes[0].id, input: [{ publicationId: body.data.publications.nodes[0].id }] };
    const change = (name: string) =>
      admin(
        `mutation ($id: ID!, $input: [PublicationInput!]!) { ${name}(id: $id, input: $input) { publishable { publishedOnPublication(publicationId: "${variables.input[0]?.publicationId}") } userErrors { message } } }`,
        variables,
      );
    expect((await change("publishableUnpublish")).body.data.publishableUnpublish).toEqual({
      publishable: { publishedOnPublication: false },
      userErrors: [],
    });
    expect((await change("publishablePublish")).body.data.publishablePublish).toEqual({
      publishable: { publishedOnPublication: true },
      userErrors: [],
    });
  });

  it("tells subscribers of a changed product, signed with the client secret", async () => {
    const arrived: { topic: unknown; isSigned: boolean }[] = [];
    const receiver = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const hmac = createHmac("sha256", shop.store.collection<ShopRecord>("shop").get("shop")?.clientSecret ?? "")
          .update(Buffer.concat(chunks))
          .digest("base64");
        arrived.push({ topic: request.headers["x-shopify-topic"], isSigned: request.headers["x-shopify-hmac-sha256"] === hmac });
        response.end();
      });
    });
    await new Promise<void>((resolve) => void receiver.listen(0, "127.0.0.1", resolve));
    const address = receiver.address();
    const uri = typeof address === "object" && address ? `http://127.0.0.1:${address.port}/hooks` : "";
    await admin(
      `mutation ($uri: String) { webhookSubscriptionCreate(topic: PRODUCTS_UPDATE, webhookSubscription: { uri: $uri }) { userErrors { message } } }`,
      { uri },
    );
    const { body } = await admin(`{ products(first: 1) { nodes { id } } }`);
    await admin(`mutation ($p: ProductUpdateInput!) { productUpdate(product: $p) { product { id } } }`, {
      p: { id: body.data.products.nodes[0].id, vendor: "Atelier" },
    });
    await shop.webhooks.settled();
    receiver.close();
    expect(arrived).toEqual([{ topic: "products/update", isSigned: true }]);
  });
});

describe("carts of the Storefront API", () => {
  const fields = `id totalQuantity cost { totalAmount { amount currencyCode } } buyerIdentity { customer { metafield(namespace: "custom", key: "customer_number") { value } } } lines(first: 10) { nodes { id quantity merchandise { ... on ProductVariant { sku } } } }`;

  it("refuses a wrong token", async () => {
    expect((await post("/api/2026-10/graphql.json", {}, { query: "{ shop { name } }" })).status).toBe(401);
  });

  it("shows who buys only to those who know the cart's key", async () => {
    const cart = merchant.carts.find(({ customer }) => customer !== undefined);
    const id = `gid://shopify/Cart/${cart?.id}`;
    const { body: open } = await storefront(`query ($id: ID!) { cart(id: $id) { ${fields} checkoutUrl } }`, { id });
    expect(open.data.cart.buyerIdentity.customer).toBeNull();
    expect(open.data.cart.lines.nodes.map(({ merchandise }: { merchandise: { sku: string } }) => merchandise.sku)).toEqual(
      cart?.lines.map(({ sku }) => sku),
    );
    const { body: known } = await storefront(`query ($id: ID!) { cart(id: $id) { ${fields} } }`, { id: open.data.cart.id });
    expect(known.data.cart.buyerIdentity.customer.metafield.value).toBe(cart?.customer);
    expect((await storefront(`query ($id: ID!) { cart(id: $id) { id } }`, { id: `${id}?key=wrong` })).body.data.cart).toBeNull();
  });

  it("creates a cart and changes its lines", async () => {
    const { body: variants } = await admin(`{ productVariants(first: 1, query: "sku:'${second.sku}'") { nodes { id price } } }`);
    const { id: merchandiseId, price } = variants.data.productVariants.nodes[0];
    const { body: made } = await storefront(
      `mutation ($i: CartInput) { cartCreate(input: $i) { cart { ${fields} } userErrors { code } } }`,
      { i: { lines: [{ merchandiseId, quantity: 2 }] } },
    );
    const { cart } = made.data.cartCreate;
    expect(Number(cart.cost.totalAmount.amount)).toBe(Number(price) * 2);
    const { body: emptied } = await storefront(
      `mutation ($c: ID!, $l: [CartLineUpdateInput!]!) { cartLinesUpdate(cartId: $c, lines: $l) { cart { totalQuantity } userErrors { code } } }`,
      { c: cart.id, l: [{ id: cart.lines.nodes[0].id, quantity: 0 }] },
    );
    expect(emptied.data.cartLinesUpdate).toEqual({ cart: { totalQuantity: 0 }, userErrors: [] });
  });
});

describe("operations", () => {
  it("are counted by API and root field", async () => {
    shop.calls.reset();
    await admin("{ shop { name } }");
    await storefront(`{ cart(id: "gid://shopify/Cart/none") { id } }`);
    expect(shop.calls.read().operations).toEqual({ "admin.shop": 1, "storefront.cart": 1 });
  });
});
