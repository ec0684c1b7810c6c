import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startVendure, vendureMissing, type RunningVendure } from "../vendure/start-vendure.js";
import { vendureClerk, type VendureClerk } from "../vendure/vendure-clerk.js";
import { catalogueOf } from "./catalogue-of.js";
import { startGraph, type Graph } from "./start-graph.js";
import { vendureSystem } from "./vendure-settings.js";

const missing = vendureMissing();

const page = `query Page($skus: [ID!]!, $channel: ID) {
  products(skus: $skus) {
    sku
    name(locale: "en-GB")
    listing(channel: $channel) { title slug isPublished channel { id currency } }
    stock { onHand available levels { location { id } onHand available } source version }
    price { net { amount currency } gross { amount } taxRate priceList source }
  }
}`;

const basket = `query Basket($id: ID!) {
  cart(id: $id) {
    customer { id }
    lines { product { sku name(locale: "en-GB") stock { source } } quantity unitPrice { amount currency } total { amount } }
    subtotal { amount }
    tax { amount }
    total { amount }
  }
}`;

const account = `{
  me {
    id
    name
    email
    groups { name }
    orders(first: 5) {
      nodes { id status lines { product { sku } quantity shippedQuantity } shipments { carrier trackingNumber lines { product { sku } quantity } } }
    }
  }
}`;

describe.skipIf(missing)(`the graph over a real Vendure${missing === undefined ? "" : ` (skipped: ${missing})`}`, () => {
  let vendure: RunningVendure;
  let clerk: VendureClerk;
  let graph: Graph;

  beforeAll(async () => {
    vendure = await startVendure();
    clerk = await vendureClerk(vendure);
    graph = await startGraph(catalogueOf(vendure.skus.map((sku) => ({ sku, name: `Product ${sku}` }))), {
      systems: { shop: vendureSystem(vendure) },
      subgraphs: Object.fromEntries(["shop", "erp", "orders", "crm"].map((name) => [name, { system: "shop" }])),
    });
  });
  afterAll(async () => {
    await graph?.[Symbol.asyncDispose]();
    await vendure?.[Symbol.asyncDispose]();
  });

  const read = async (sku: string) => {
    const { data, errors } = await graph.query(page, { variables: { skus: [sku] } });
    expect(errors).toBeUndefined();
    return data.products[0];
  };

  it("shows a page of all 24 products with content from the PIM, listing, stock and price from Vendure", async () => {
    const { data, errors } = await graph.query(page, { variables: { skus: vendure.skus } });
    expect(errors).toBeUndefined();
    expect(data.products.map(({ sku }: { sku: string }) => sku)).toEqual(vendure.skus);
    for (const product of data.products) {
      expect(product).toMatchObject({
        name: `Product ${product.sku}`,
        listing: { title: expect.stringMatching(/\S/u), isPublished: true, channel: { id: "__default_channel__", currency: "EUR" } },
        stock: { source: "shop" },
        price: { net: { currency: "EUR" }, taxRate: "20", source: "shop" },
      });
      expect(product.stock.levels.map(({ location }: { location: { id: string } }) => location.id)).toEqual(vendure.locations);
    }
  });

  it("shows a product as it is listed on another channel", async () => {
    const { data, errors } = await graph.query(page, { variables: { skus: ["OAK-DESK-S"], channel: "british" } });
    expect(errors).toBeUndefined();
    expect(data.products[0].listing).toMatchObject({ title: "Oak desk S", slug: "oak-desk", channel: { id: "british", currency: "GBP" } });
  });

  it("shows the stock that a clerk has set in Vendure", async () => {
    const before = await read("WOOL-RUG-M");
    await clerk.setStock("WOOL-RUG-M", "Paris shop", 77);
    const { stock } = await read("WOOL-RUG-M");
    expect(before.stock.levels).not.toContainEqual({ location: { id: "Paris shop" }, onHand: 77, available: 77 });
    expect(stock.levels).toContainEqual({ location: { id: "Paris shop" }, onHand: 77, available: 77 });
    expect(stock.onHand).toBe(before.stock.onHand + 77 - before.stock.levels[1].onHand);
    expect(stock.version).not.toBe(before.stock.version);
  });

  it("shows the price that a clerk has set in Vendure, net and with tax", async () => {
    expect((await read("GLASS-VASE-L")).price.net.amount).not.toBe("123.45");
    await clerk.setPrice("GLASS-VASE-L", 12_345);
    expect((await read("GLASS-VASE-L")).price).toMatchObject({
      net: { amount: "123.45", currency: "EUR" },
      gross: { amount: "148.14" },
      priceList: "__default_channel__ (EUR)",
    });
  });

  it("shows a cart to the customer who filled it, with its products' content and stock", async () => {
    const { data, errors } = await graph.query(basket, {
      variables: { id: vendure.cart.code },
      token: await graph.token({ customer: "C-00001" }),
    });
    expect(errors).toBeUndefined();
    expect(data.cart).toMatchObject({
      customer: { id: "C-00001" },
      lines: [
        {
          product: { sku: "OAK-DESK-S", name: "Product OAK-DESK-S", stock: { source: "shop" } },
          quantity: 2,
          unitPrice: { amount: "19.99", currency: "EUR" },
          total: { amount: "39.98" },
        },
        { product: { sku: "PINE-SHELF-M" }, quantity: 1, total: { amount: "35.49" } },
      ],
      subtotal: { amount: "75.47" },
      tax: { amount: "15.10" },
      total: { amount: "90.57" },
    });
  });

  it("shows a customer's cart to nobody else", async () => {
    const other = await graph.query(basket, { variables: { id: vendure.cart.code }, token: await graph.token({ customer: "C-00002" }) });
    const nobody = await graph.query(basket, { variables: { id: vendure.cart.code } });
    expect([other.data?.cart, nobody.data?.cart]).toEqual([null, null]);
  });

  it("tells a customer who they are and where their parcels are", async () => {
    const { data, errors } = await graph.query(account, { token: await graph.token({ customer: "C-00002" }) });
    expect(errors).toBeUndefined();
    expect(data.me).toMatchObject({
      id: "C-00002",
      name: "Jonas Peeters",
      email: "jonas.peeters@example.com",
      groups: [{ name: "Trade" }],
    });
    expect(data.me.orders.nodes).toEqual([
      {
        id: vendure.order.code,
        status: "PARTLY_SHIPPED",
        lines: [
          { product: { sku: "OAK-DESK-M" }, quantity: 3, shippedQuantity: 3 },
          { product: { sku: "STEEL-LAMP-M" }, quantity: 1, shippedQuantity: 0 },
        ],
        shipments: [{ carrier: "Colissimo", trackingNumber: "6A00000000001", lines: [{ product: { sku: "OAK-DESK-M" }, quantity: 3 }] }],
      },
    ]);
  });
});
