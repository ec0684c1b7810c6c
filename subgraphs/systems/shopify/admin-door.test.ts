import { describe, expect, it } from "vitest";
import type { ShopRecord } from "./records.js";
import { useShop } from "./testing/use-shop.js";

const { admin, advance, post, products, running } = useShop();
const [first] = products;

describe("the Admin API's door", () => {
  it("refuses a wrong token in the vendor's words", async () => {
    const answer = await post(
      "/admin/api/2026-10/graphql.json",
      { "x-shopify-access-token": "shpat_wrong" },
      { query: "{ shop { name } }" },
    );
    expect(answer.status).toBe(401);
    expect(answer.body).toEqual({ errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" });
  });

  it("refuses a body without a query, and another API version", async () => {
    expect(await admin("")).toMatchObject({ status: 400, body: { errors: { query: "Required parameter missing or invalid" } } });
    expect(await post("/admin/api/2019-04/graphql.json", {}, {})).toMatchObject({ status: 404, body: { errors: "Not Found" } });
  });

  it("refuses a field that the vendor does not have, as graphql-ruby words it", async () => {
    const answer = await admin("query Wrong { products(first: 1) { nodes { colour } } }");
    expect(answer.status).toBe(200);
    expect(answer.at("errors")).toEqual([
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
    expect(wrong.at("errors.0")).toMatchObject({
      message: "Variable $n of type Int! was provided invalid value",
      extensions: { code: "INVALID_VARIABLE" },
    });
    const unknown = await admin("{ products(first: 1, colour: 1) { nodes { id } } }");
    expect(unknown.at("errors.0")).toMatchObject({ message: "Field 'products' doesn't accept argument 'colour'" });
  });
});

describe("the cost throttle", () => {
  const dear = "{ products(first: 200) { nodes { variants(first: 5) { nodes { id } } } } }";

  it("tells what a query could have cost and what it did cost", async () => {
    const answer = await admin(
      `{ productVariants(first: 100, query: "sku:'${first.sku}'") { nodes { sku product { title seo { title } } } } }`,
    );
    expect(answer.at("extensions.cost")).toEqual({
      requestedQueryCost: 302,
      actualQueryCost: 5,
      throttleStatus: { maximumAvailable: 20_000, currentlyAvailable: 19_995, restoreRate: 1_000 },
    });
  });

  it("charges edges as it charges nodes, and a mutation ten", async () => {
    const edges = await admin("{ products(first: 10) { edges { node { seo { title } } } pageInfo { hasNextPage } } }");
    expect(edges.at("extensions.cost.requestedQueryCost")).toBe(22);
    const mutation = await admin(
      `mutation { productUpdate(product: { id: "gid://shopify/Product/1", title: "x" }) { userErrors { message } } }`,
    );
    expect(mutation.at("extensions.cost.requestedQueryCost")).toBe(11);
  });

  it("refuses a query above the limit for one query", async () => {
    const answer = await admin(dear);
    expect(answer.status).toBe(200);
    expect(answer.at("errors.0.extensions")).toMatchObject({ code: "MAX_COST_EXCEEDED", cost: 1602, maxCost: 1000 });
    expect(answer.at("data")).toBeUndefined();
  });

  it("throttles when the bucket is empty and lets pass when it has filled up again", async () => {
    const shops = running().store.collection<ShopRecord>("shop");
    const record = shops.get("shop");
    if (record === undefined) throw new Error("The shop has no record.");
    shops.put("shop", { ...record, throttle: { maximumAvailable: 100, restoreRate: 50 } });
    const query = "{ products(first: 60) { nodes { id } } }";
    expect((await admin(query)).at("data.products.nodes")).toHaveLength(60);
    const answer = await admin(query);
    expect(answer.status).toBe(200);
    expect(answer.at("errors")).toEqual([
      { message: "Throttled", extensions: { code: "THROTTLED", documentation: "https://shopify.dev/api/usage/rate-limits" } },
    ]);
    expect(answer.at("extensions.cost")).toEqual({
      requestedQueryCost: 62,
      actualQueryCost: null,
      throttleStatus: { maximumAvailable: 100, currentlyAvailable: 38, restoreRate: 50 },
    });
    advance(1_000);
    expect((await admin(query)).at("errors")).toBeUndefined();
    shops.put("shop", record);
  });
});
