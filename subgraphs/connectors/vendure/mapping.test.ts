import { describe, expect, it } from "vitest";
import { orderId } from "#model";
import { customerNumber } from "./customer-number.js";
import { amountReader, percentage } from "./mapping/amounts.js";
import { toCart } from "./mapping/carts.js";
import { channelOf } from "./mapping/channels.js";
import { toCustomer } from "./mapping/customers.js";
import { fillIn, toListings } from "./mapping/listings.js";
import { statesOf, toOrder } from "./mapping/orders.js";
import { present } from "./mapping/present.js";
import { toShipments } from "./mapping/shipments.js";
import { toStock } from "./mapping/stock.js";
import { bySku } from "./mapping/variants.js";
import { skipOf, toPage } from "./offset-page.js";

const amount = amountReader(2);
const number = customerNumber("customerNumber");

describe("amounts", () => {
  it("have the server's decimals and are written with the currency's", () => {
    expect(amountReader(2)(320_000, "JPY")).toEqual({ amount: "3200", currency: "JPY" });
    expect(amountReader(3)(12_345, "EUR")).toEqual({ amount: "12.35", currency: "EUR" });
    expect(amountReader(2)(-5, "EUR")).toEqual({ amount: "-0.05", currency: "EUR" });
  });

  it("keep a tax rate as it is written", () => {
    expect([20, 5.5, 7.7, 0].map(percentage)).toEqual(["20", "5.5", "7.7", "0"]);
  });
});

describe("variants", () => {
  it("that share a SKU are one: the enabled, then the older", () => {
    const variants = [
      { sku: "A", enabled: false, id: "1" },
      { sku: "A", enabled: true, id: "2" },
      { sku: "A", enabled: true, id: "3" },
    ];
    expect(bySku(variants).get("A")?.id).toBe("2");
  });
});

describe("listings", () => {
  const variant = {
    sku: "RUG/L",
    enabled: true,
    name: "Rug L",
    translations: [{ languageCode: "fr", name: "Tapis L" }],
    channels: [
      { code: "france", defaultLanguageCode: "fr" },
      { code: "brazil", defaultLanguageCode: "pt_BR" },
    ],
    product: { enabled: true, slug: "rug", translations: [{ languageCode: "fr", slug: "tapis" }] },
  };

  it("speak the channel's language, or the server's own where the text is missing", () => {
    expect(toListings(variant, {}).map(({ channel, title, slug }) => [channel, title, slug])).toEqual([
      ["france", "Tapis L", "tapis"],
      ["brazil", "Rug L", "rug"],
    ]);
  });

  it("are not published when the product is disabled", () => {
    const hidden = { ...variant, product: { ...variant.product, enabled: false } };
    expect(toListings(hidden, {}).map(({ isPublished }) => isPublished)).toEqual([false, false]);
  });

  it("have an address in which values cannot break out", () => {
    expect(fillIn("https://s.example/{slug}?v={sku}&keep={other}", { slug: "rug", sku: "RUG/L&x=1" })).toBe(
      "https://s.example/rug?v=RUG%2FL%26x%3D1&keep={other}",
    );
  });
});

describe("stock", () => {
  const level = (name: string, stockOnHand: number, stockAllocated = 0) => ({ stockOnHand, stockAllocated, stockLocation: { name } });
  const stock = (...stockLevels: ReturnType<typeof level>[]) => toStock({ sku: "A", enabled: true, stockLevels }, {});

  it("has the same version for the same quantities, in whatever order they come", () => {
    expect(stock(level("Lyon", 3), level("Paris", 1)).version).toBe(stock(level("Paris", 1), level("Lyon", 3)).version);
    expect(stock(level("Lyon", 3)).version).not.toBe(stock(level("Lyon", 3, 1)).version);
  });

  it("of a variant that was never counted is an empty list of levels", () => {
    expect(stock()).toMatchObject({ levels: [], incoming: [] });
  });
});

describe("carts and orders", () => {
  const channels = [{ code: "__default_channel__" }, { code: "british" }];
  const cart = {
    code: "CART",
    updatedAt: "2026-01-01T00:00:00.000Z",
    currencyCode: "EUR",
    subTotal: 0,
    total: 0,
    totalWithTax: 0,
    channels,
    lines: [],
  };

  it("belong to the channel they were made on, not to the one that holds everything", () => {
    expect(channelOf(channels)).toBe("british");
    expect(channelOf(channels.slice(0, 1))).toBe("__default_channel__");
    expect(channelOf([])).toBeUndefined();
  });

  it("of a guest have no customer", () => {
    const guest = { id: "7", customFields: { customerNumber: null } };
    expect(toCart({ ...cart, customer: guest }, { amount, number })).not.toHaveProperty("customer");
    expect(toCart({ ...cart, customer: null }, { amount, number })).not.toHaveProperty("customer");
  });

  it("know the customer by Vendure's id when no field is named", () => {
    expect(toCart({ ...cart, customer: { id: "7" } }, { amount, number: customerNumber(undefined) }).customer).toBe("7");
  });

  it.each([
    ["PaymentAuthorized", "CONFIRMED"],
    ["PaymentSettled", "PAID"],
    ["PartiallyDelivered", "PARTLY_SHIPPED"],
    ["Delivered", "SHIPPED"],
    ["Cancelled", "CANCELLED"],
    ["Draft", "DRAFT"],
    ["WaitingForEngraving", "CONFIRMED"],
  ])("in the state %s are %s", (state, status) => {
    const order = {
      ...cart,
      id: "1",
      state,
      createdAt: "2026-01-01T00:00:00.000Z",
      orderPlacedAt: null,
      customer: null,
      billingAddress: null,
      shippingAddress: null,
    };
    expect(toOrder({ ...order, lines: [] }, { amount, number })).toMatchObject({ status, placedAt: "2026-01-01T00:00:00.000Z" });
  });

  it("are searched by every state of a status", () => {
    expect(statesOf(["SHIPPED", "INVOICED"])).toEqual(["Shipped", "Delivered"]);
  });
});

describe("parcels", () => {
  it("left when they first became shipped, whatever a plugin writes into the history", () => {
    const parcel = { id: "4", state: "Delivered", method: "", trackingCode: null, lines: [] };
    const items = [
      { createdAt: "2026-01-01T00:00:00.000Z", data: "engraved" },
      { createdAt: "2026-01-02T00:00:00.000Z", data: { fulfillmentId: 3, to: "Shipped" } },
      { createdAt: "2026-01-03T00:00:00.000Z", data: { fulfillmentId: 4, to: "Shipped" } },
      { createdAt: "2026-01-04T00:00:00.000Z", data: { fulfillmentId: 4, to: "Delivered" } },
    ];
    expect(toShipments({ id: "1", fulfillments: [parcel], history: { items } }, orderId("O"))).toEqual([
      { number: "4", order: "O", direction: "OUTBOUND", status: "DONE", doneAt: "2026-01-03T00:00:00.000Z", lines: [] },
    ]);
  });
});

describe("customers", () => {
  const address = { streetLine1: "1 Road", country: { code: "FR" } };
  const customer = {
    id: "1",
    customFields: { customerNumber: "C-1" },
    createdAt: "2026-01-01T00:00:00.000Z",
    updatedAt: "2026-01-01T00:00:00.000Z",
    firstName: "Ada",
    lastName: "",
    emailAddress: "ada@example.com",
    groups: [],
    addresses: [address, { ...address, company: "Works", defaultBillingAddress: true }],
  };

  it("have an address for each use, and the company of their addresses", () => {
    const record = toCustomer(customer, number);
    expect(record?.addresses.map(({ kind }) => kind)).toEqual(["SHIPPING", "BILLING"]);
    expect(record).toMatchObject({ id: "C-1", company: { name: "Works" } });
    expect(record).not.toHaveProperty("lastName");
  });

  it("without a number are not the merchant's customers", () => {
    expect(toCustomer({ ...customer, customFields: { customerNumber: "" } }, number)).toBeUndefined();
  });
});

describe("pages", () => {
  it("go on after the cursor of their last item", () => {
    const page = toPage({ totalItems: 5, items: ["a", "b"] }, 2, (item) => item);
    expect(page).toEqual({
      items: [
        { item: "a", cursor: "2" },
        { item: "b", cursor: "3" },
      ],
      hasNextPage: true,
      totalCount: 5,
    });
    expect(skipOf({ first: 2, after: "3" })).toBe(4);
  });

  it.each(["", "-1", "1e3", "x", "99999999999999"])("refuse the cursor %j", (after) => {
    expect(skipOf({ first: 2, after })).toBeUndefined();
  });
});

describe("fields", () => {
  it("without a value are left out, a zero is a value", () => {
    expect(present({ a: "", b: null, c: undefined, d: 0, e: "x" })).toEqual({ d: 0, e: "x" });
  });
});
