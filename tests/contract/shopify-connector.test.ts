import { buildClientSchema, introspectionFromSchema, NoDeprecatedCustomRule, parse, validate, type GraphQLSchema } from "graphql";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { cartId, channelId, sku } from "#model";
import { CART_LINES, cartsOperation } from "../../subgraphs/connectors/shopify/operations/carts.js";
import { CHANNELS } from "../../subgraphs/connectors/shopify/operations/channels.js";
import { listingsOperation } from "../../subgraphs/connectors/shopify/operations/listings.js";
import type { ShopifyOperation } from "../../subgraphs/connectors/shopify/operation.js";
import { buildAdminSchema } from "../../subgraphs/systems/shopify/admin/admin-schema.js";
import { buildStorefrontSchema } from "../../subgraphs/systems/shopify/storefront/storefront-api.js";
import { openShopify } from "./open-shopify.js";
import { contractsDir, vendorAdminSchema, vendorStorefrontSchema } from "./shopify-contracts.js";

const operations: readonly ShopifyOperation[] = [
  CHANNELS,
  listingsOperation({ publications: 1, locales: 0 }),
  listingsOperation({ publications: 25, locales: 4 }),
  cartsOperation(1),
  cartsOperation(25),
  CART_LINES,
];

describe("every operation", () => {
  const problemsOf = (admin: GraphQLSchema, storefront: GraphQLSchema): string[] =>
    operations.flatMap(({ api, text }) => validate(api === "admin" ? admin : storefront, parse(text)).map(({ message }) => message));

  it.skipIf(contractsDir === undefined)(
    "is valid on the vendor's own schemas (skipped without CONTRACTS_DIR, the vendor's introspection)",
    () => {
      expect(problemsOf(vendorAdminSchema(contractsDir ?? ""), vendorStorefrontSchema(contractsDir ?? ""))).toEqual([]);
    },
  );

  it("is valid on the simulator's schemas, whose introspection is whole", () => {
    const whole = (schema: GraphQLSchema): GraphQLSchema => buildClientSchema(introspectionFromSchema(schema));
    expect(problemsOf(whole(buildAdminSchema()), whole(buildStorefrontSchema()))).toEqual([]);
  });

  it.skipIf(contractsDir === undefined)("asks for nothing deprecated (skipped without CONTRACTS_DIR, the vendor's introspection)", () => {
    const admin = vendorAdminSchema(contractsDir ?? "");
    const storefront = vendorStorefrontSchema(contractsDir ?? "");
    const found = operations.flatMap(({ api, text }) =>
      validate(api === "admin" ? admin : storefront, parse(text), [NoDeprecatedCustomRule]),
    );
    expect(found.map(({ message }) => message)).toEqual([]);
  });
});

describe("listings", () => {
  it("are the merchant's, in each channel's language", async () => {
    await using open = await openShopify();
    const { merchant, ports, call } = open;
    const channels = await ports.listings.channels(call);
    expect(channels).toEqual(
      merchant.channels.map(({ code, name, currency, locale }) => ({
        id: code,
        name,
        currency,
        locale: locale === "fr-FR" ? "fr-FR" : "en",
      })),
    );
    const found = await ports.listings.listingsOf(
      merchant.products.map((product) => sku(product.sku)),
      call,
    );
    expect(found.size).toBe(merchant.products.length);
    for (const listing of merchant.listings) {
      const record = found.get(sku(listing.sku))?.find(({ channel }) => channel === listing.channel);
      expect(record).toMatchObject({ title: listing.title, slug: listing.slug, isPublished: listing.isPublished });
      expect(record?.seoTitle).toContain(listing.title);
    }
  });

  it("take one request for 24 and for 100 SKUs, and two more for 250", async () => {
    await using open = await openShopify();
    const skus = open.merchant.products.map((product) => sku(product.sku));
    await open.ports.listings.channels(open.call);
    for (const [count, requests] of [
      [24, 1],
      [100, 1],
      [250, 3],
    ] as const) {
      open.shop.calls.reset();
      expect((await open.ports.listings.listingsOf(skus.slice(0, count), open.call)).size).toBe(count);
      expect(open.shop.calls.read().operations).toEqual({ "admin.productVariants": requests });
    }
  });

  it("are not found by a SKU of another case, a part of one, or one that breaks out of the search", async () => {
    await using open = await openShopify();
    const known = open.merchant.products[0]?.sku ?? "";
    const odd = [known.toLowerCase(), known.slice(0, -1), `${known}' OR sku:'*`, `x\\' OR status:active OR sku:'`, "*", " "].map(sku);
    expect(await open.ports.listings.listingsOf(odd, open.call)).toEqual(new Map());
  });

  it("find a SKU with quotes, backslashes, colons and spaces in it", async () => {
    await using open = await openShopify();
    const odd = `5" pipe's \\ (a:b) OR *`;
    const variant = await variantOf(open.asClerk, open.merchant.products[3]?.sku ?? "");
    await open.asClerk(
      "mutation ($p: ID!, $v: [ProductVariantsBulkInput!]!) { productVariantsBulkUpdate(productId: $p, variants: $v) { userErrors { message } } }",
      {
        p: variant.product.id,
        v: [{ id: variant.id, inventoryItem: { sku: odd } }],
      },
    );
    const found = await open.ports.listings.listingsOf([sku(odd)], open.call);
    expect([...found.keys()]).toEqual([odd]);
  });

  it("show at once what a clerk publishes, unpublishes and renames", async () => {
    await using open = await openShopify();
    const key = open.merchant.listings.find(({ channel, isPublished }) => channel === "web-gb" && isPublished)?.sku ?? "";
    const variant = await variantOf(open.asClerk, key);
    const british = async () =>
      (await open.ports.listings.listingsOf([sku(key)], open.call)).get(sku(key))?.find(({ channel }) => channel === channelId("web-gb"));
    expect((await british())?.isPublished).toBe(true);
    const input = [{ publicationId: await publicationOf(open.asClerk, "web-gb") }];
    await open.asClerk(
      "mutation ($id: ID!, $input: [PublicationInput!]!) { publishableUnpublish(id: $id, input: $input) { userErrors { message } } }",
      { id: variant.product.id, input },
    );
    const gone = await british();
    expect(gone?.isPublished).toBe(false);
    expect(gone?.publishedAt).toBeUndefined();
    await open.asClerk("mutation ($p: ProductUpdateInput!) { productUpdate(product: $p) { userErrors { message } } }", {
      p: { id: variant.product.id, title: "Clerk's choice" },
    });
    expect((await british())?.title).toBe("Clerk's choice");
  });

  it("wait as long as the cost throttle says, and then come", async () => {
    let at = Date.parse("2026-11-01T08:00:00Z");
    const waits: number[] = [];
    const clock = { now: () => at, wait: async (ms: number) => void (waits.push(ms), (at += ms)) };
    await using open = await openShopify({ clock, now: () => new Date(at) });
    const shops = open.shop.store.collection<object>("shop");
    const skus = open.merchant.products.map((product) => sku(product.sku)).slice(0, 24);
    await open.ports.listings.channels(open.call);
    // 24 variants at 4 points and the connection cost 98: the second query finds 22 and waits for the other 76.
    shops.put("shop", { ...shops.get("shop"), throttle: { maximumAvailable: 120, restoreRate: 50 } });
    at += 60_000;
    await open.ports.listings.listingsOf(skus, open.call);
    expect((await open.ports.listings.listingsOf(skus, open.call)).size).toBe(24);
    expect(waits).toHaveLength(1);
    expect(waits[0]).toBeGreaterThanOrEqual(1_000);
    expect(waits[0]).toBeLessThanOrEqual(2_000);
  });
});

describe("carts", () => {
  it("are the merchant's, with their customer for those who know the key", async () => {
    await using open = await openShopify();
    const cart = open.merchant.carts.find(({ customer }) => customer !== undefined);
    const plain = cartId(cart?.id ?? "");
    const record = (await open.ports.carts.carts([plain], open.call)).get(plain);
    expect(record?.lines.map((line) => line.sku)).toEqual(cart?.lines.map((line) => line.sku));
    expect(record?.customer).toBeUndefined();
    const secret = cartId(`${cart?.id}?key=${new URL(record?.checkoutUrl ?? "").searchParams.get("key")}`);
    const known = await open.ports.carts.carts([plain, secret], open.call);
    expect(known.get(secret)).toMatchObject({ id: secret, customer: cart?.customer });
  });

  it("leave out ids that are none, without spoiling the others", async () => {
    await using open = await openShopify();
    const ids = ["CART-0001", "gid://shopify/Product/1", "a b", "", "../..", "CART-0002?key=wrong"].map(cartId);
    expect([...(await open.ports.carts.carts(ids, open.call)).keys()]).toEqual(["CART-0001"]);
  });
});

describe("refusals", () => {
  it("of a token are told as such, for either API", async () => {
    await using open = await openShopify({ settings: { accessToken: "shpat_wrong", storefrontAccessToken: "wrong" } });
    await expect(open.ports.listings.channels(open.call)).rejects.toMatchObject({ code: "SYSTEM_UNAUTHORIZED" });
    await expect(open.ports.carts.carts([cartId("CART-0001")], open.call)).rejects.toMatchObject({ code: "SYSTEM_UNAUTHORIZED" });
  });
});

type Clerk = (query: string, variables: Readonly<Record<string, unknown>>) => Promise<unknown>;

async function variantOf(asClerk: Clerk, key: string): Promise<{ readonly id: string; readonly product: { readonly id: string } }> {
  const data = await asClerk("query ($q: String) { productVariants(first: 1, query: $q) { nodes { id product { id } } } }", {
    q: `sku:'${key}'`,
  });
  const variant = z.object({ id: z.string(), product: z.object({ id: z.string() }) });
  const { productVariants } = z.object({ productVariants: z.object({ nodes: z.array(variant) }) }).parse(data);
  const [node] = productVariants.nodes;
  if (node === undefined) throw new Error(`The shop has no variant ${key}.`);
  return node;
}

async function publicationOf(asClerk: Clerk, handle: string): Promise<string> {
  const shape = z.object({
    publications: z.object({
      nodes: z.array(z.object({ id: z.string(), channels: z.object({ nodes: z.array(z.object({ handle: z.string() })) }) })),
    }),
  });
  const { publications } = shape.parse(
    await asClerk("{ publications(first: 10) { nodes { id channels(first: 1) { nodes { handle } } } } }", {}),
  );
  return publications.nodes.find(({ channels }) => channels.nodes[0]?.handle === handle)?.id ?? "";
}
