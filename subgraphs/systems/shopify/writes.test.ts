import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import type { ShopRecord } from "./records.js";
import { useShop } from "./testing/use-shop.js";

const { admin, products, running } = useShop();
const [first, second, third] = products;

describe("writes", () => {
  const level = `query ($q: String) { inventoryItems(first: 1, query: $q) { nodes { id inventoryLevels(first: 1) { nodes { location { id } quantities(names: ["available", "on_hand"]) { name quantity } } } } } }`;
  const read = async () => {
    const answer = await admin(level, { q: `sku:'${second.sku}'` });
    const item = "data.inventoryItems.nodes.0";
    const stock = `${item}.inventoryLevels.nodes.0`;
    const available = Number(answer.at(`${stock}.quantities.0.quantity`));
    return { inventoryItemId: answer.text(`${item}.id`), locationId: answer.text(`${stock}.location.id`), available };
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
    expect((await set(quantities, "")).at("errors.0")).toMatchObject({
      message: "The @idempotent directive is required for this mutation but was not provided.",
      extensions: { code: "BAD_REQUEST" },
    });
    const done = await set(quantities, '@idempotent(key: "k-1")');
    expect(done.at("data.inventorySetQuantities.inventoryAdjustmentGroup.changes")).toContainEqual({
      name: "available",
      delta: 7,
      quantityAfterChange: available + 7,
    });
    expect((await set(quantities, '@idempotent(key: "k-1")')).at("data")).toEqual(done.at("data"));
    const stale = await set(quantities, '@idempotent(key: "k-2")');
    expect(stale.at("data.inventorySetQuantities.userErrors.0")).toMatchObject({ code: "CHANGE_FROM_QUANTITY_STALE" });
    const other = await set({ ...quantities, quantity: 1 }, '@idempotent(key: "k-1")');
    expect(other.at("data.inventorySetQuantities.userErrors.0")).toMatchObject({ code: "IDEMPOTENCY_KEY_PARAMETER_MISMATCH" });
    const without = await set({ ...place, quantity: 1 }, '@idempotent(key: "k-3")');
    expect(without.at("errors.0.extensions.code")).toBe("INVALID_FIELD_ARGUMENTS");
    expect((await read()).available).toBe(available + 7);
    expect(running().journal.list({ operation: "inventorySetQuantities" })).toHaveLength(1);
  });

  it("changes price and title, refuses what the vendor refuses, and journals only what it accepted", async () => {
    const answer = await admin(`{ productVariants(first: 1, query: "sku:'${third.sku}'") { nodes { id product { id } } } }`);
    const id = answer.text("data.productVariants.nodes.0.id");
    const productId = answer.text("data.productVariants.nodes.0.product.id");
    const before = running().journal.list().length;
    const bulk = (price: string) =>
      admin(
        "mutation ($p: ID!, $v: [ProductVariantsBulkInput!]!) { productVariantsBulkUpdate(productId: $p, variants: $v) { productVariants { price } userErrors { code field } } }",
        { p: productId, v: [{ id, price }] },
      );
    expect((await bulk("12.5")).at("data.productVariantsBulkUpdate")).toEqual({ productVariants: [{ price: "12.50" }], userErrors: [] });
    expect((await bulk("-1")).at("data.productVariantsBulkUpdate.userErrors.0.code")).toBe("GREATER_THAN_OR_EQUAL_TO");
    const update = await admin(
      `mutation ($p: ProductUpdateInput!) { productUpdate(product: $p) { product { title seo { title } } userErrors { field message } } }`,
      { p: { id: productId, title: "  " } },
    );
    expect(update.at("data.productUpdate.userErrors")).toEqual([{ field: ["title"], message: "Title can't be blank" }]);
    expect(running().journal.list().length).toBe(before + 1);
  });

  it("publishes and unpublishes", async () => {
    const answer = await admin(
      `{ publications(first: 1) { nodes { id } } products(first: 1, query: "sku:'${first.sku}'") { nodes { id } } }`,
    );
    const publicationId = answer.text("data.publications.nodes.0.id");
    const variables = { id: answer.text("data.products.nodes.0.id"), input: [{ publicationId }] };
    const change = (name: string) =>
      admin(
        `mutation ($id: ID!, $input: [PublicationInput!]!) { ${name}(id: $id, input: $input) { publishable { publishedOnPublication(publicationId: "${publicationId}") } userErrors { message } } }`,
        variables,
      );
    expect((await change("publishableUnpublish")).at("data.publishableUnpublish")).toEqual({
      publishable: { publishedOnPublication: false },
      userErrors: [],
    });
    expect((await change("publishablePublish")).at("data.publishablePublish")).toEqual({
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
        const hmac = createHmac("sha256", running().store.collection<ShopRecord>("shop").get("shop")?.clientSecret ?? "")
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
    const answer = await admin(`{ products(first: 1) { nodes { id } } }`);
    await admin(`mutation ($p: ProductUpdateInput!) { productUpdate(product: $p) { product { id } } }`, {
      p: { id: answer.text("data.products.nodes.0.id"), vendor: "Atelier" },
    });
    await running().webhooks.settled();
    receiver.close();
    expect(arrived).toEqual([{ topic: "products/update", isSigned: true }]);
  });
});
