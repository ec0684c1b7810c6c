import { describe, expect, it } from "vitest";
import { useShop } from "./testing/use-shop.js";

const { admin, merchant, products } = useShop();
const [first, second] = products;

const variantsBy = (query: string) =>
  admin(`query ($query: String) { productVariants(first: 100, query: $query) { nodes { sku } } }`, { query });
const skusBy = async (query: string) => (await variantsBy(query)).all("data.productVariants.nodes.*.sku").toSorted();

describe("searches", () => {
  it("finds quoted SKUs, without regard to case, and only them", async () => {
    expect(await skusBy(`sku:'${first.sku}' OR sku:'${second.sku.toLowerCase()}'`)).toEqual([first.sku, second.sku].toSorted());
  });

  it("understands AND before OR, parentheses, NOT, prefixes and comparators", async () => {
    const either = `(sku:${first.sku} OR sku:${second.sku})`;
    expect(await skusBy(`${either} AND NOT sku:${first.sku}`)).toEqual([second.sku]);
    expect(await skusBy(`${either} -sku:${second.sku}`)).toEqual([first.sku]);
    expect(await skusBy(`sku:${first.sku} OR sku:${second.sku} AND product_status:draft`)).toEqual([first.sku]);
    const family = merchant.products.filter(({ sku }) => sku.startsWith(first.sku.slice(0, 8))).map(({ sku }) => sku);
    expect(await skusBy(`sku:${first.sku.slice(0, 8)}*`)).toEqual(family.toSorted());
    expect(await skusBy(`updated_at:>'2030-01-01T00:00:00Z'`)).toEqual([]);
  });

  it("leaves an unknown field out and warns of it", async () => {
    const answer = await variantsBy(`sku:${first.sku} colour:red`);
    expect(answer.all("data.productVariants.nodes.*.sku")).toEqual([first.sku]);
    expect(answer.at("extensions.search.0")).toMatchObject({
      path: ["productVariants"],
      warnings: [{ field: "colour", message: "Invalid search field for this query." }],
    });
  });
});

describe("connections", () => {
  it("pages forth by cursor until there is no next page, and back", async () => {
    const page = (args: string) =>
      admin(`{ products(${args}, sortKey: TITLE) { nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`);
    const one = await page("first: 40");
    const two = await page(`first: 40, after: "${one.text("data.products.pageInfo.endCursor")}"`);
    const ids = [one, two].flatMap((answer) => answer.all("data.products.nodes.*.id"));
    expect(new Set(ids).size).toBe(60);
    expect(two.at("data.products.pageInfo")).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const back = await page(`last: 40, before: "${two.text("data.products.pageInfo.startCursor")}"`);
    expect(back.at("data.products.nodes")).toEqual(one.at("data.products.nodes"));
  });

  it("refuses more than 250, no limit at all, and a foreign cursor", async () => {
    expect((await admin("{ locations(first: 251) { nodes { id } } }")).at("errors.0.message")).toBe("first cannot exceed 250");
    expect((await admin("{ locations { nodes { id } } }")).at("errors.0.message")).toBe("you must provide one of first or last");
    expect((await admin(`{ locations(first: 1, after: "abc") { nodes { id } } }`)).at("errors.0.message")).toBe(
      "Invalid cursor for current pagination sort.",
    );
  });
});

describe("the merchant in the shop", () => {
  it("lists products on the channels where the merchant does", async () => {
    const channels = await admin("{ publications(first: 10) { nodes { id catalog { title } channels(first: 1) { nodes { handle } } } } }");
    const ids = channels.all("data.publications.nodes.*.id");
    const handles = channels.all("data.publications.nodes.*.channels.nodes.0.handle");
    const aliases = ids.map((id, index) => `on${index}: publishedOnPublication(publicationId: "${String(id)}")`).join(" ");
    const answer = await admin(
      `{ productVariants(first: 1, query: "sku:'${first.sku}'") { nodes { product { title handle ${aliases} translations(locale: "fr") { key value } } } } }`,
    );
    const product = "data.productVariants.nodes.0.product";
    expect(handles).toEqual(merchant.channels.map(({ code }) => code));
    handles.forEach((handle, index) => {
      const listing = merchant.listings.find(({ sku, channel }) => sku === first.sku && channel === handle);
      expect(answer.at(`${product}.on${index}`)).toBe(listing?.isPublished ?? false);
    });
    const french = merchant.listings.find(({ sku, channel }) => sku === first.sku && channel === "web-fr");
    expect(answer.at(`${product}.translations`)).toContainEqual({ key: "handle", value: french?.slug });
  });

  it("finds customers by number and orders by name", async () => {
    const order = merchant.orders.find(({ status }) => status !== "DRAFT");
    const answer = await admin(
      `query ($customer: String, $order: String) {
        customers(first: 2, query: $customer) { nodes { defaultEmailAddress { emailAddress } metafield(namespace: "custom", key: "customer_number") { value } } }
        orders(first: 2, query: $order) { nodes { name totalPriceSet { shopMoney { amount currencyCode } } lineItems(first: 5) { nodes { sku quantity } } } }
      }`,
      { customer: "tag:C-00003", order: `name:${order?.number}` },
    );
    expect(answer.at("data.customers.nodes")).toHaveLength(1);
    expect(answer.at("data.customers.nodes.0.metafield.value")).toBe("C-00003");
    expect(answer.at("data.orders.nodes")).toHaveLength(1);
    expect(answer.at("data.orders.nodes.0.name")).toBe(order?.number);
  });
});
