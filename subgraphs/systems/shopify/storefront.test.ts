import { describe, expect, it } from "vitest";
import { useShop } from "./testing/use-shop.js";

const { admin, merchant, post, products, running, storefront } = useShop();
const [, second] = products;

describe("carts of the Storefront API", () => {
  const fields = `id totalQuantity cost { totalAmount { amount currencyCode } } buyerIdentity { customer { metafield(namespace: "custom", key: "customer_number") { value } } } lines(first: 10) { nodes { id quantity merchandise { ... on ProductVariant { sku } } } }`;

  it("refuses a wrong token", async () => {
    expect((await post("/api/2026-10/graphql.json", {}, { query: "{ shop { name } }" })).status).toBe(401);
  });

  it("shows who buys only to those who know the cart's key", async () => {
    const cart = merchant.carts.find(({ customer }) => customer !== undefined);
    const id = `gid://shopify/Cart/${cart?.id}`;
    const open = await storefront(`query ($id: ID!) { cart(id: $id) { ${fields} checkoutUrl } }`, { id });
    expect(open.at("data.cart.buyerIdentity.customer")).toBeNull();
    expect(open.all("data.cart.lines.nodes.*.merchandise.sku")).toEqual(cart?.lines.map(({ sku }) => sku));
    const known = await storefront(`query ($id: ID!) { cart(id: $id) { ${fields} } }`, { id: open.text("data.cart.id") });
    expect(known.at("data.cart.buyerIdentity.customer.metafield.value")).toBe(cart?.customer);
    expect((await storefront(`query ($id: ID!) { cart(id: $id) { id } }`, { id: `${id}?key=wrong` })).at("data.cart")).toBeNull();
  });

  it("creates a cart and changes its lines", async () => {
    const variants = await admin(`{ productVariants(first: 1, query: "sku:'${second.sku}'") { nodes { id price } } }`);
    const merchandiseId = variants.text("data.productVariants.nodes.0.id");
    const price = Number(variants.text("data.productVariants.nodes.0.price"));
    const made = await storefront(`mutation ($i: CartInput) { cartCreate(input: $i) { cart { ${fields} } userErrors { code } } }`, {
      i: { lines: [{ merchandiseId, quantity: 2 }] },
    });
    const cart = "data.cartCreate.cart";
    expect(Number(made.at(`${cart}.cost.totalAmount.amount`))).toBe(price * 2);
    const emptied = await storefront(
      `mutation ($c: ID!, $l: [CartLineUpdateInput!]!) { cartLinesUpdate(cartId: $c, lines: $l) { cart { totalQuantity } userErrors { code } } }`,
      { c: made.text(`${cart}.id`), l: [{ id: made.text(`${cart}.lines.nodes.0.id`), quantity: 0 }] },
    );
    expect(emptied.at("data.cartLinesUpdate")).toEqual({ cart: { totalQuantity: 0 }, userErrors: [] });
  });
});

describe("operations", () => {
  it("are counted by API and root field", async () => {
    running().calls.reset();
    await admin("{ shop { name } }");
    await storefront(`{ cart(id: "gid://shopify/Cart/none") { id } }`);
    expect(running().calls.read().operations).toEqual({ "admin.shop": 1, "storefront.cart": 1 });
  });
});
