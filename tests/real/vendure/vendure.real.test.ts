import { parse, validate } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cartId, customerId, orderId, sku } from "#model";
import { customerNumber } from "../../../subgraphs/connectors/vendure/customer-number.js";
import { allOperations } from "../../../subgraphs/connectors/vendure/operations/all.js";
import { openVendure, type OpenVendure } from "./open-vendure.js";
import { type RunningVendure, startVendure, vendureMissing } from "./start-vendure.js";
import { type VendureClerk, vendureClerk } from "./vendure-clerk.js";
import { vendureSchema } from "./vendure-schema.js";

const desk = sku("OAK-DESK-S");

describe.skipIf(vendureMissing())("the Vendure connector on a real Vendure 3.7", () => {
  let server: RunningVendure;
  let clerk: VendureClerk;
  let shop: OpenVendure;

  beforeAll(async () => {
    server = await startVendure();
    clerk = await vendureClerk(server);
    shop = openVendure(server);
  });
  afterAll(async () => {
    await shop?.[Symbol.asyncDispose]();
    await server?.[Symbol.asyncDispose]();
  });

  it.each([undefined, "customerNumber"])(
    "sends only operations that are valid on the server's own schema (customer number: %s)",
    async (field) => {
      const schema = await vendureSchema(server.adminUrl);
      const wrong = allOperations(customerNumber(field)).flatMap(({ name, text }) =>
        validate(schema, parse(text)).map(({ message }) => `${name}: ${message}`),
      );
      expect(wrong).toEqual([]);
      expect(validate(schema, parse("{ productVariants { items { stock } } }"))).toHaveLength(1);
    },
  );

  it("reads listings of all variants on every channel", async () => {
    const listings = await shop.ports.listings.listingsOf(server.skus.map(sku), {});
    expect([...listings.keys()].sort()).toEqual([...server.skus].sort());
    expect(listings.get(desk)).toMatchObject([
      { channel: "__default_channel__", title: "Oak desk S", slug: "oak-desk", isPublished: true },
      { channel: "british", title: "Oak desk S", isPublished: true },
    ]);
  });

  it("shows a disabled variant as not published, and leaves an unknown one out", async () => {
    const listings = await shop.ports.listings.listingsOf([sku(server.disabledSku), sku("NO-SUCH-THING")], {});
    expect([...listings.keys()]).toEqual([server.disabledSku]);
    expect(listings.get(sku(server.disabledSku))?.map(({ isPublished }) => isPublished)).toEqual([false, false]);
  });

  it("names the channels with currency and language", async () => {
    expect(await shop.ports.listings.channels({})).toEqual([
      { id: "__default_channel__", name: "__default_channel__", currency: "EUR", locale: "en" },
      { id: "british", name: "british", currency: "GBP", locale: "en" },
    ]);
  });

  it("shows only the channels that the settings name, with addresses in the storefront", async () => {
    await using british = openVendure(server, { channels: ["british"], productUrl: "https://shop.example/p/{slug}?sku={sku}" });
    const listings = await british.ports.listings.listingsOf([desk], {});
    expect(listings.get(desk)).toMatchObject([{ channel: "british", url: "https://shop.example/p/oak-desk?sku=OAK-DESK-S" }]);
  });

  it("reads a cart by its code, net lines and gross total, and finds none under an order's code", async () => {
    const ids = [server.cart.code, server.order.code, "NOCART"].map(cartId);
    const carts = await shop.ports.carts.carts(ids, {});
    expect([...carts.keys()]).toEqual([server.cart.code]);
    expect(carts.get(cartId(server.cart.code))).toMatchObject({
      customer: "C-00001",
      lines: [
        { sku: "OAK-DESK-S", quantity: 2, unitPrice: { amount: "19.99", currency: "EUR" }, total: { amount: "39.98" } },
        { sku: "PINE-SHELF-M", quantity: 1, unitPrice: { amount: "35.49" }, total: { amount: "35.49" } },
      ],
      subtotal: { amount: "75.47", currency: "EUR" },
      tax: { amount: "15.10" },
      total: { amount: "90.57", currency: "EUR" },
    });
  });

  it("sees stock that a clerk has counted", async () => {
    const before = await shop.ports.stock.stockOf([desk], {});
    await clerk.setStock(desk, "Paris shop", 77);
    const after = await shop.ports.stock.stockOf([desk], {});
    expect(after.get(desk)?.levels).toContainEqual({ location: "Paris shop", onHand: 77, reserved: 0 });
    expect(after.get(desk)?.version).not.toBe(before.get(desk)?.version);
  });

  it("tells what orders have taken as reserved until it leaves", async () => {
    const stock = await shop.ports.stock.stockOf([sku("STEEL-LAMP-M")], {});
    expect(stock.get(sku("STEEL-LAMP-M"))?.levels.map(({ reserved }) => reserved)).toContain(1);
  });

  it("gives locations the codes of the settings", async () => {
    await using coded = openVendure(server, { locations: { "Paris shop": { code: "PAR", kind: "SHOP", country: "FR" } } });
    expect(await coded.ports.stock.locations({})).toEqual([
      { id: "Lyon warehouse", name: "Lyon warehouse", kind: "WAREHOUSE" },
      { id: "PAR", name: "Paris shop", kind: "SHOP", country: "FR" },
    ]);
    const stock = await coded.ports.stock.stockOf([desk], {});
    expect(stock.get(desk)?.levels.map(({ location }) => location)).toEqual(["Lyon warehouse", "PAR"]);
  });

  it("reads all stock page by page when the server answers few at once", async () => {
    await using narrow = openVendure(server, { listLimit: 10 });
    const pages = await Array.fromAsync(narrow.ports.stock.scan({}));
    expect(pages.map(({ length }) => length)).toEqual([10, 10, 7]);
    const stock = await narrow.ports.stock.stockOf(server.skus.map(sku), {});
    expect(stock.size).toBe(server.skus.length);
  });

  it("sees a price that a clerk has set, net and gross", async () => {
    const list = await shop.ports.prices.listFor({ groups: [] }, {});
    expect(list).toMatchObject({ id: "__default_channel__:EUR", currency: "EUR" });
    const vase = sku("GLASS-VASE-L");
    await clerk.setPrice(vase, 12_345);
    const schedules = await shop.ports.prices.schedules([vase], list, {});
    expect(schedules.get(vase)).toMatchObject({
      taxRate: "20",
      breaks: [{ minimumQuantity: 1, net: { amount: "123.45", currency: "EUR" }, gross: { amount: "148.14", currency: "EUR" } }],
    });
  });

  it("reads prices of a channel that keeps them with tax", async () => {
    await using british = openVendure(server, { channelToken: server.channels.british.token });
    const list = await british.ports.prices.listFor({ groups: [] }, {});
    const schedules = await british.ports.prices.schedules([sku("CLAY-POT-S")], list, {});
    expect(schedules.get(sku("CLAY-POT-S"))?.breaks).toEqual([
      { minimumQuantity: 1, net: { amount: "80.99", currency: "GBP" }, gross: { amount: "97.19", currency: "GBP" } },
    ]);
  });

  it("reads yen without decimals, and leaves out what has no price in yen", async () => {
    await using yen = openVendure(server, { currency: "JPY" });
    const list = await yen.ports.prices.listFor({ groups: [] }, {});
    const schedules = await yen.ports.prices.schedules([desk, sku(server.skuWithoutYen)], list, {});
    expect([...schedules.keys()]).toEqual([desk]);
    expect(schedules.get(desk)?.breaks[0]?.net).toEqual({ amount: "3200", currency: "JPY" });
  });

  it("reads an order with its customer, and not the cart", async () => {
    const orders = await shop.ports.orders.orders([server.order.code, server.cart.code].map(orderId), {});
    expect([...orders.keys()]).toEqual([server.order.code]);
    expect(orders.get(orderId(server.order.code))).toMatchObject({
      vendorId: server.order.id,
      customer: "C-00002",
      status: "PARTLY_SHIPPED",
      shippingAddress: { kind: "SHIPPING", city: "Ghent", country: "BE" },
      lines: [
        { sku: "OAK-DESK-M", quantity: 3, shippedQuantity: 3, taxRate: "20" },
        { sku: "STEEL-LAMP-M", quantity: 1, shippedQuantity: 0 },
      ],
    });
  });

  it("finds orders by customer, status and date", async () => {
    const search = { first: 10, statuses: ["PARTLY_SHIPPED"], placedSince: "2020-01-01T00:00:00Z" } as const;
    const own = await shop.ports.orders.search({ ...search, customer: customerId("C-00002") }, {});
    expect(own.items.map(({ item }) => item.id)).toEqual([server.order.code]);
    const others = await shop.ports.orders.search({ ...search, customer: customerId("C-00003") }, {});
    expect(others.items).toEqual([]);
    const all = await shop.ports.orders.search(search, {});
    expect(all).toMatchObject({ hasNextPage: false, totalCount: 1 });
  });

  it("shows the parcel of an order with its tracking number and the time it left", async () => {
    const orders = await shop.ports.orders.orders([orderId(server.order.code)], {});
    const shipments = await shop.ports.shipments.shipmentsOf([...orders.values()], {});
    expect(shipments.get(orderId(server.order.code))).toMatchObject([
      {
        direction: "OUTBOUND",
        status: "DONE",
        carrier: "Colissimo",
        trackingNumber: "6A00000000001",
        doneAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/u),
        lines: [{ sku: "OAK-DESK-M", quantity: 3 }],
      },
    ]);
  });

  it("knows customers by the merchant's number, with groups and addresses", async () => {
    const customers = await shop.ports.customers.customers([customerId("C-00001"), customerId("C-99999")], {});
    expect([...customers.keys()]).toEqual(["C-00001"]);
    expect(customers.get(customerId("C-00001"))).toMatchObject({
      firstName: "Camille",
      email: "camille.moreau@example.com",
      groups: [{ code: "Trade", name: "Trade" }],
      addresses: [
        { kind: "BILLING", city: "Lyon", country: "FR" },
        { kind: "SHIPPING", city: "Lyon", country: "FR" },
      ],
    });
  });

  it("pages through customers and searches them by text, e-mail and group", async () => {
    const first = await shop.ports.customers.search({ first: 2 }, {});
    expect(first).toMatchObject({ hasNextPage: true, totalCount: 3 });
    const after = first.items.at(-1)?.cursor;
    const rest = await shop.ports.customers.search({ first: 2, ...(after === undefined ? {} : { after }) }, {});
    expect(rest.items.map(({ item }) => item.id)).toEqual(["C-00003"]);
    const byText = await shop.ports.customers.search({ first: 5, text: "peet" }, {});
    const byEmail = await shop.ports.customers.search({ first: 5, email: "maya.clarke@example.com" }, {});
    const byGroup = await shop.ports.customers.search({ first: 5, group: "Trade", text: "camille" }, {});
    expect([byText, byEmail, byGroup].map(({ items }) => items.map(({ item }) => item.id))).toEqual([
      ["C-00002"],
      ["C-00003"],
      ["C-00001"],
    ]);
  });

  it("works with an API key", async () => {
    await using keyed = openVendure(server, { apiKey: server.reader.apiKey });
    const listings = await keyed.ports.listings.listingsOf([desk], {});
    expect(listings.size).toBe(1);
  });

  it.each([
    ["a wrong password", { password: "wrong" }, "SYSTEM_UNAUTHORIZED"],
    ["a wrong API key", { apiKey: "wrong" }, "SYSTEM_UNAUTHORIZED"],
    ["a channel that is not there", { channelToken: "nowhere" }, "SYSTEM_REFUSED"],
    ["a currency that the channel has not", { currency: "CHF" }, "SYSTEM_REFUSED"],
    ["another API's path", { adminApiPath: "no-such-api" }, "SYSTEM_REFUSED"],
  ])("says so with a stable code when the settings name %s", async (_what, settings, code) => {
    await using wrong = openVendure(server, settings);
    await expect(wrong.ports.prices.listFor({ groups: [] }, {})).rejects.toMatchObject({ code });
  });
});
