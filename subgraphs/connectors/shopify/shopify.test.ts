import { describe, expect, it } from "vitest";
import { cartId, sku } from "#model";
import { classifyShopifyAnswer } from "./faults.js";
import { bySku, shapeOf, toCart, toListings, toSalesChannels, translatedLocales } from "./mapping.js";
import type { CartNode } from "./operations/carts.js";
import type { ChannelsData } from "./operations/channels.js";
import { costPerVariant, listingsOperation, type VariantNode } from "./operations/listings.js";
import { anyOf } from "./search-query.js";
import { shopifySettings } from "./settings.js";

const settings = (channels?: Record<string, unknown>) =>
  shopifySettings.parse({ url: "https://shop.example", accessToken: "a", storefrontAccessToken: "s", ...(channels && { channels }) });

const channelsData: ChannelsData = {
  shop: { currencyCode: "EUR" },
  shopLocales: [
    { locale: "en", primary: true },
    { locale: "fr", primary: false },
  ],
  publications: {
    nodes: [
      {
        id: "gid://shopify/Publication/1",
        catalog: { title: "Online Store" },
        channels: { nodes: [{ handle: "online-store", name: "Online Store" }] },
      },
      { id: "gid://shopify/Publication/2", catalog: { title: "France" }, channels: { nodes: [{ handle: "web-fr", name: "Boutique" }] } },
      { id: "gid://shopify/Publication/3", catalog: null, channels: null },
    ],
    pageInfo: { hasNextPage: false, endCursor: null },
  },
};

const variant = (changes: Partial<VariantNode> = {}, product: Record<string, unknown> = {}): VariantNode => ({
  sku: "DESK-1",
  legacyResourceId: "41",
  on0: true,
  on1: true,
  ...changes,
  product: {
    title: "Desk",
    handle: "desk",
    status: "ACTIVE",
    publishedAt: "2026-01-02T03:04:05Z",
    onlineStoreUrl: "https://shop.example/products/desk",
    hasOnlyDefaultVariant: true,
    seo: { title: "A desk", description: null },
    on0: true,
    on1: false,
    in0: [
      { key: "title", value: "Bureau" },
      { key: "handle", value: "bureau" },
      { key: "meta_title", value: "" },
    ],
    ...product,
  },
});

const twoChannels = toSalesChannels(
  channelsData,
  settings({ "online-store": {}, "web-fr": { locale: "fr-FR", productUrl: "https://fr.example/{slug}?s={sku}" } }),
);

describe("sales channels", () => {
  it("are all of the shop's when the settings name none, in the shop's language and currency", () => {
    const found = toSalesChannels(channelsData, settings());
    expect(found.map(({ channel }) => channel)).toEqual([
      { id: "online-store", name: "Online Store", currency: "EUR", locale: "en" },
      { id: "web-fr", name: "Boutique", currency: "EUR", locale: "en" },
      { id: "3", name: "3", currency: "EUR", locale: "en" },
    ]);
    expect(translatedLocales(found)).toEqual([]);
  });

  it("are read in the language that the settings give them, under the shop's name for it", () => {
    expect(twoChannels.map(({ channel }) => channel.locale)).toEqual(["en", "fr-FR"]);
    expect(translatedLocales(twoChannels)).toEqual(["fr"]);
    expect(shapeOf(twoChannels)).toEqual({ publications: 2, locales: 1 });
  });

  it("keep the shop's language when it has no such translation", () => {
    const german = toSalesChannels(channelsData, settings({ "web-fr": { locale: "de-DE" } }));
    expect(translatedLocales(german)).toEqual([]);
  });
});

describe("listings", () => {
  it("tell where the product is live, in each channel's language, and translate only what is translated", () => {
    expect(toListings(sku("DESK-1"), [variant({}, { on1: true })], twoChannels)).toEqual([
      {
        sku: "DESK-1",
        channel: "online-store",
        title: "Desk",
        slug: "desk",
        isPublished: true,
        url: "https://shop.example/products/desk",
        publishedAt: "2026-01-02T03:04:05Z",
        seoTitle: "A desk",
      },
      {
        sku: "DESK-1",
        channel: "web-fr",
        title: "Bureau",
        slug: "bureau",
        isPublished: true,
        url: "https://fr.example/bureau?s=DESK-1",
        publishedAt: "2026-01-02T03:04:05Z",
        seoTitle: "A desk",
      },
    ]);
  });

  it.each([
    ["a draft product", variant({}, { status: "DRAFT" })],
    ["an archived product", variant({}, { status: "ARCHIVED" })],
    ["a product that is not published there", variant({}, { on0: false })],
    ["a variant that is withheld there", variant({ on0: false })],
  ])("are not live for %s, and then have no address", (_what, node) => {
    const [listing] = toListings(sku("DESK-1"), [node], twoChannels);
    expect(listing?.isPublished).toBe(false);
    expect(listing).not.toHaveProperty("url");
    expect(listing).not.toHaveProperty("publishedAt");
  });

  it("name the variant in the address when the product has several", () => {
    const [listing] = toListings(sku("DESK-1"), [variant({}, { hasOnlyDefaultVariant: false })], twoChannels);
    expect(listing?.url).toBe("https://shop.example/products/desk?variant=41");
  });

  it("come from the variant that is live, else from the oldest, when several share a SKU", () => {
    const old = variant({ legacyResourceId: "9", on0: false }, { title: "Old" });
    const live = variant({ legacyResourceId: "41" }, { title: "Live" });
    expect(toListings(sku("DESK-1"), [live, old], twoChannels).map(({ title }) => title)).toEqual(["Live", "Bureau"]);
    const both = [live, old].map((node) => ({ ...node, on0: false }));
    expect(toListings(sku("DESK-1"), both, twoChannels)[0]?.title).toBe("Old");
  });

  it("group by the exact SKU and leave out variants without one", () => {
    expect([...bySku([variant(), variant({ sku: "desk-1" }), variant({ sku: null })]).keys()]).toEqual(["DESK-1", "desk-1"]);
  });
});

describe("the query for listings", () => {
  it("has one free field for each publication and one list for each language", () => {
    const { text } = listingsOperation({ publications: 2, locales: 1 });
    expect(text).toContain("$p1: ID!");
    expect(text).toContain("on1: publishedOnPublication(publicationId: $p1)");
    expect(text).toContain("in0: translations(locale: $l0)");
    expect(costPerVariant({ publications: 2, locales: 1 })).toBe(4);
  });

  it("quotes SKUs so that none can break out", () => {
    expect(anyOf("sku", ["A 1", `it's`, String.raw`a\b`, "x OR y:*"])).toBe(
      String.raw`sku:'A 1' OR sku:'it\'s' OR sku:'a\\b' OR sku:'x OR y:*'`,
    );
  });
});

describe("carts", () => {
  const euros = (amount: string) => ({ amount, currencyCode: "EUR" });
  const node: CartNode = {
    id: "gid://shopify/Cart/c1?key=k",
    updatedAt: "2026-01-02T03:04:05Z",
    checkoutUrl: "https://shop.example/cart/c/c1?key=k",
    buyerIdentity: { customer: { metafield: { value: "C-00007" } } },
    cost: { subtotalAmount: euros("422.0"), totalAmount: euros("422.0") },
    lines: {
      nodes: [
        {
          id: "gid://shopify/CartLine/l1?cart=c1",
          quantity: 2,
          cost: { amountPerQuantity: euros("211.0"), totalAmount: euros("422.0") },
          merchandise: { sku: "DESK-1", title: "Oak", product: { title: "Desk" } },
        },
      ],
      pageInfo: { hasNextPage: false, endCursor: null },
    },
  };

  it("carry the asked id, the merchant's customer number and money with the currency's digits", () => {
    expect(toCart(cartId("c1"), node, node.lines.nodes)).toEqual({
      id: "c1",
      customer: "C-00007",
      lines: [
        {
          id: "gid://shopify/CartLine/l1?cart=c1",
          sku: "DESK-1",
          title: "Desk – Oak",
          quantity: 2,
          unitPrice: { amount: "211.00", currency: "EUR" },
          total: { amount: "422.00", currency: "EUR" },
        },
      ],
      subtotal: { amount: "422.00", currency: "EUR" },
      total: { amount: "422.00", currency: "EUR" },
      checkoutUrl: "https://shop.example/cart/c/c1?key=k",
      updatedAt: "2026-01-02T03:04:05Z",
    });
  });

  it("have no customer when Shopify tells none", () => {
    expect(toCart(cartId("c1"), { ...node, buyerIdentity: { customer: null } }, [])).not.toHaveProperty("customer");
  });
});

describe("faults", () => {
  const answer = (body: unknown, status = 200) => ({ status, headers: new Headers(), text: JSON.stringify(body), body });
  const failing = (code: string) => answer({ errors: [{ message: "No", extensions: { code } }] });

  it("wait until the bucket holds what the request needs", () => {
    const throttleStatus = { maximumAvailable: 2000, currentlyAvailable: 30, restoreRate: 100 };
    const extensions = { cost: { requestedQueryCost: 302, actualQueryCost: null, throttleStatus } };
    const body = { errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }], extensions };
    expect(classifyShopifyAnswer(answer(body))).toEqual({
      kind: "rate-limited",
      vendorCode: "THROTTLED",
      message: "Throttled",
      retryAfterMs: 2_720,
    });
  });

  it.each([
    ["ACCESS_DENIED", "unauthorized"],
    ["UNAUTHORIZED", "unauthorized"],
    ["MAX_COST_EXCEEDED", "refused"],
    ["undefinedField", "refused"],
  ])("%s is %s", (code, kind) => {
    expect(classifyShopifyAnswer(failing(code))).toEqual({ kind, vendorCode: code, message: "No" });
  });

  it("hide the text of an internal error", () => {
    expect(classifyShopifyAnswer(failing("INTERNAL_SERVER_ERROR"))).toEqual({ kind: "unavailable", vendorCode: "INTERNAL_SERVER_ERROR" });
  });

  it("leave the verdict to the status when the body has no GraphQL errors, and to nobody when all is well", () => {
    expect(classifyShopifyAnswer(answer({ errors: "[API] Invalid API key or access token" }, 401))).toBeUndefined();
    expect(classifyShopifyAnswer(answer({ data: {} }))).toBeUndefined();
  });
});
