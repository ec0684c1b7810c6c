import { describe, expect, it } from "vitest";
import { priceListId } from "#model";
import odoo from "./index.js";
import { classifyOdooAnswer } from "./faults.js";
import { cursorOf, positionOf } from "./keyset.js";
import { customerShape, toCustomer } from "./mapping/customers.js";
import { invoicedOrderShape, toInvoices } from "./mapping/invoices.js";
import { statusDomain, toStatus } from "./mapping/orders.js";
import { pricedProductShape, toSchedule } from "./mapping/prices.js";
import { shippedOrderShape, toShipments } from "./mapping/shipments.js";
import { arrivalShape, stockedProductShape, toStock } from "./mapping/stock.js";
import { offerShape, toOffers } from "./mapping/suppliers.js";
import { toOdooMoment } from "./wire.js";

const place = (usage: string, code?: string) => ({ id: 8, usage, warehouse_id: code === undefined ? false : { id: 1, code } });

describe("stock", () => {
  const quant = (quantity: number, reserved_quantity: number, location_id: object) => ({ id: 1, quantity, reserved_quantity, location_id });
  const lamp = stockedProductShape.parse({
    id: 5,
    default_code: "LAMP",
    incoming_qty: 3,
    stock_quant_ids: [
      quant(0.1, 0, place("internal", "NORTH")),
      quant(0.2, 0.1, place("internal", "NORTH")),
      quant(7, 0, place("internal", "SOUTH")),
      quant(40, 0, place("customer")),
      quant(9, 0, place("transit")),
    ],
  });
  const arrival = (id: number, product: number, date: string) =>
    arrivalShape.parse({
      id,
      product_id: { id: product, default_code: "LAMP" },
      product_qty: 3,
      date,
      origin: "P1",
      reference: false,
      location_dest_id: place("internal", "NORTH"),
    });

  it("is what lies in a warehouse's own places, summed without binary dust", () => {
    expect(toStock(lamp, []).levels).toEqual([
      { location: "NORTH", onHand: 0.3, reserved: 0.1 },
      { location: "SOUTH", onHand: 7, reserved: 0 },
    ]);
  });

  it("tells receipts of the product, soonest first, in UTC", () => {
    const arrivals = [arrival(1, 5, "2026-07-02 08:00:00"), arrival(2, 5, "2026-07-01 08:00:00"), arrival(3, 6, "2026-06-01 08:00:00")];
    expect(toStock(lamp, arrivals).incoming.map(({ expectedAt }) => expectedAt)).toEqual(["2026-07-01T08:00:00Z", "2026-07-02T08:00:00Z"]);
  });

  it("has the same version for the same state, whatever order it comes in", () => {
    const turned = { ...lamp, stock_quant_ids: lamp.stock_quant_ids.toReversed() };
    expect(toStock(turned, []).version).toBe(toStock(lamp, []).version);
    expect(toStock(lamp, [arrival(1, 5, "2026-07-02 08:00:00")]).version).not.toBe(toStock(lamp, []).version);
  });
});

describe("prices", () => {
  const tax = (amount: number, price_include = false, amount_type = "percent") => ({ id: 1, amount, amount_type, price_include });
  const schedule = (taxes: readonly object[], lst_price = 12) => {
    const links = { product_tmpl_id: 1, currency_id: 1, cost_currency_id: 1, categ_id: { id: 1, parent_path: "1/" } };
    const product = pricedProductShape.parse({ id: 1, default_code: "LAMP", lst_price, standard_price: 5, taxes_id: taxes, ...links });
    const list = { id: priceListId("3"), name: "Public", currency: "EUR" };
    return toSchedule(product, { list, at: 0 }, { rules: [], currencies: new Map(), rates: new Map() });
  };

  it("are net when the tax comes on top", () => {
    expect(schedule([tax(20)])).toMatchObject({ taxRate: "20", breaks: [{ net: { amount: "12.00" }, gross: { amount: "14.40" } }] });
  });

  it("are gross when the tax is in them", () => {
    expect(schedule([tax(20, true)])).toMatchObject({ taxRate: "20", breaks: [{ net: { amount: "10.00" }, gross: { amount: "12.00" } }] });
  });

  it("add several taxes up, and have no rate where one is no percentage", () => {
    expect(schedule([tax(5.5), tax(2.5)])).toMatchObject({ taxRate: "8" });
    expect(schedule([tax(2, false, "fixed")])).not.toHaveProperty("taxRate");
    expect(schedule([])).toMatchObject({ taxRate: "0", breaks: [{ net: { amount: "12.00" }, gross: { amount: "12.00" } }] });
  });

  it("round a float by its decimal text, half up", () => {
    expect(schedule([], 1.005).breaks[0]?.net.amount).toBe("1.01");
  });
});

describe("an order's status", () => {
  const order = { state: "sale", delivery_status: "pending", invoice_status: "to invoice", invoice_ids: [] };
  const posted = (payment_state: string) => ({ state: "posted", payment_state });
  it.each([
    ["CONFIRMED", order],
    ["DRAFT", { ...order, state: "sent" }],
    ["CANCELLED", { ...order, state: "cancel" }],
    ["PARTLY_SHIPPED", { ...order, delivery_status: "partial" }],
    ["SHIPPED", { ...order, delivery_status: "full" }],
    ["INVOICED", { ...order, delivery_status: "full", invoice_status: "invoiced", invoice_ids: [posted("paid"), posted("partial")] }],
    ["PAID", { ...order, delivery_status: "full", invoice_status: "invoiced", invoice_ids: [posted("paid"), posted("in_payment")] }],
  ])("is %s", (status, given) => {
    expect(toStatus(given)).toBe(status);
  });

  it("becomes a domain in prefix notation", () => {
    expect(statusDomain(["DRAFT", "CANCELLED"])).toEqual(["|", ["state", "in", ["draft", "sent"]], ["state", "=", "cancel"]]);
    expect(statusDomain([])).toEqual([]);
  });
});

describe("what hangs on an order", () => {
  it("credit notes and drafts are told apart, supplier bills left out", () => {
    const amounts = { amount_untaxed: 10, amount_tax: 2, amount_total: 12, amount_residual: 12, currency_id: { id: 1, name: "EUR" } };
    const invoice = {
      id: 7,
      name: "INV/1",
      move_type: "out_invoice",
      state: "posted",
      payment_state: "not_paid",
      invoice_date: "2026-05-01",
      invoice_date_due: false,
      ...amounts,
    };
    const others = [
      { ...invoice, id: 9, move_type: "out_refund", name: false, state: "draft" },
      { ...invoice, id: 8, move_type: "in_invoice" },
    ];
    const order = invoicedOrderShape.parse({ name: "S1", invoice_ids: [...others, invoice] });
    expect(toInvoices(order)).toMatchObject([
      { number: "INV/1", kind: "INVOICE", status: "OPEN", issuedAt: "2026-05-01", due: { amount: "12.00", currency: "EUR" } },
      { number: "DRAFT-9", kind: "CREDIT_NOTE", status: "DRAFT" },
    ]);
  });

  it("shipments tell their way, carrier and lines, and why goods came back", () => {
    const move = { state: "done", quantity: 2, product_uom_qty: 3, product_id: { id: 1, default_code: "LAMP" } };
    const type = (code: string) => ({ id: 1, code, warehouse_id: { id: 1, code: "NORTH" } });
    const picking = {
      id: 1,
      name: "OUT/1",
      state: "done",
      note: false,
      scheduled_date: "2026-05-01 08:00:00",
      date_done: "2026-05-02 08:00:00",
      move_ids: [move],
    };
    const order = shippedOrderShape.parse({
      name: "S1",
      picking_ids: [
        { ...picking, picking_type_id: type("outgoing"), carrier_id: { id: 1, name: "DPD" }, carrier_tracking_ref: "123" },
        { ...picking, id: 2, name: "IN/1", note: "<p>Too <b>small</b></p>", picking_type_id: type("incoming") },
        { ...picking, id: 3, name: "INT/1", picking_type_id: type("internal") },
      ],
    });
    expect(toShipments(order)).toMatchObject([
      {
        number: "OUT/1",
        direction: "OUTBOUND",
        status: "DONE",
        carrier: "DPD",
        trackingNumber: "123",
        lines: [{ sku: "LAMP", quantity: 2 }],
      },
      { number: "IN/1", direction: "RETURN", reason: "Too small", location: "NORTH" },
    ]);
  });
});

describe("partners", () => {
  const address = {
    name: "Ada King",
    street: "1 High Street",
    street2: false,
    zip: "A1",
    city: "York",
    state_id: false,
    country_id: { id: 1, code: "GB" },
  };
  const partner = {
    ...address,
    id: 9,
    ref: "C-1",
    is_company: false,
    vat: false,
    email: "ada@example.com",
    phone: false,
    mobile: "+44 1",
    lang: "en_GB",
    create_date: "2026-01-01 00:00:00",
    write_date: "2026-01-02 00:00:00",
    category_id: [{ id: 1, name: "TRADE" }],
    parent_id: { id: 2, is_company: true, name: "Looms Ltd", vat: "GB1" },
    child_ids: [{ ...address, id: 3, type: "delivery", city: "Leeds" }],
  };

  it("become customers with company, groups and addresses", () => {
    expect(toCustomer(customerShape.parse(partner))).toEqual({
      id: "C-1",
      firstName: "Ada",
      lastName: "King",
      email: "ada@example.com",
      phone: "+44 1",
      company: { name: "Looms Ltd", vatNumber: "GB1" },
      groups: [{ code: "TRADE", name: "TRADE" }],
      addresses: [
        { kind: "BILLING", name: "Ada King", street: "1 High Street", city: "York", postalCode: "A1", country: "GB" },
        { kind: "SHIPPING", name: "Ada King", street: "1 High Street", city: "Leeds", postalCode: "A1", country: "GB" },
      ],
      preferences: [],
      consents: [],
      language: "en-GB",
      createdAt: "2026-01-01T00:00:00Z",
      updatedAt: "2026-01-02T00:00:00Z",
    });
  });

  it("that are companies have no person's name", () => {
    const company = toCustomer(customerShape.parse({ ...partner, is_company: true, name: "Looms Ltd", parent_id: false }));
    expect(company).toMatchObject({ company: { name: "Looms Ltd" } });
    expect(company).not.toHaveProperty("lastName");
  });

  it("offer what they supply to every variant of a template, discount taken off", () => {
    const variants = [
      { id: 1, default_code: "LAMP-R" },
      { id: 2, default_code: "LAMP-G" },
      { id: 3, default_code: false },
    ];
    const terms = { product_code: "77", price: 10, discount: 2.5, min_qty: 5, delay: 9, currency_id: { id: 1, name: "EUR" } };
    const offer = offerShape.parse({
      ...terms,
      partner_id: { id: 4, name: "Works", ref: false },
      product_id: false,
      product_tmpl_id: { id: 1, product_variant_ids: variants },
    });
    expect(toOffers(offer).map(({ sku, supplier, price }) => [sku, supplier.code, price?.amount])).toEqual([
      ["LAMP-R", "4", "9.75"],
      ["LAMP-G", "4", "9.75"],
    ]);
  });
});

describe("the wire", () => {
  const answer = (body: unknown) => ({ status: 200, headers: new Headers(), text: "", body });
  const error = (name: string, message = "") => answer({ error: { code: 200, message: "Odoo Server Error", data: { name, message } } });

  it("names faults by their Python exception", () => {
    expect(classifyOdooAnswer(error("odoo.exceptions.AccessDenied"))?.kind).toBe("unauthorized");
    expect(classifyOdooAnswer(error("psycopg2.OperationalError"))?.kind).toBe("unavailable");
    expect(classifyOdooAnswer(error("builtins.ValueError", "Invalid field 'x'\nmore"))).toEqual({
      kind: "refused",
      vendorCode: "builtins.ValueError",
      message: "Invalid field 'x'",
    });
    expect(classifyOdooAnswer(answer({ result: false }))).toBeUndefined();
  });

  it("repeats nothing that a user's data may stand in", () => {
    expect(classifyOdooAnswer(error("odoo.exceptions.ValidationError", "Ada King, ada@example.com"))).not.toHaveProperty("message");
  });

  it("writes moments as Odoo reads them", () => {
    expect(toOdooMoment("2026-05-01T10:00:00.900+02:00")).toBe("2026-05-01 08:00:00");
  });

  it("takes its own cursors and no others", () => {
    expect(positionOf(cursorOf({ id: 3, value: "x" }))).toEqual({ id: 3, value: "x" });
    expect([positionOf(""), positionOf("%%%"), positionOf(Buffer.from("[1]").toString("base64url"))]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("has settings that name a wrong key", () => {
    expect(() => odoo.prepare({ url: "https://erp.example.com", database: "d", username: "u", password: "p", databse: "x" })).toThrow(
      /databse/,
    );
  });
});
