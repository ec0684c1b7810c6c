import { Decimal } from "decimal.js";
import { describe, expect, it } from "vitest";
import { priceListId } from "#model";
import { classifyTrytonAnswer } from "./faults.js";
import { invoicedSaleRow, toInvoices } from "./mapping/invoices.js";
import { conditionsOf, cursorOf, notAfter } from "./mapping/order-search.js";
import { toStatus } from "./mapping/orders.js";
import { type PricedRow, priceListRow, priceQuestions, thresholds, toSchedule } from "./mapping/prices.js";
import { openMoveRow, toStockRecords } from "./mapping/stock.js";
import { percentage, taxEffect, taxRow } from "./mapping/taxes.js";
import { inSaleUnit, toSaleUnit } from "./mapping/units.js";
import { day, days, flag, instant, numeric } from "./values.js";

const piece = { id: 1, factor: 1, rate: 1 };
const metre = { id: 2, factor: 1, rate: 1 };
const kilometre = { id: 3, factor: 1000, rate: 0.001 };
const inch = { id: 4, factor: 0.0254, rate: 39.37007874 };
const decimal = (text: string) => ({ __class__: "Decimal", decimal: text });

describe("Tryton's values", () => {
  it("keep every digit of a decimal", () => {
    expect(numeric.parse(decimal("2.443000000000000")).toFixed()).toBe("2.443");
    expect(numeric.parse(decimal("0E-10")).isZero()).toBe(true);
    expect(numeric.safeParse(decimal("NaN")).success).toBe(false);
    expect(numeric.safeParse(2.5).success).toBe(false);
  });

  it("are days, times and spans", () => {
    expect(day.parse({ __class__: "date", year: 2027, month: 3, day: 9 })).toBe("2027-03-09");
    const at = { __class__: "datetime", year: 2027, month: 3, day: 9, hour: 8, minute: 5, second: 4, microsecond: 310 };
    expect(instant.parse(at)).toBe("2027-03-09T08:05:04.000310Z");
    expect(days.parse({ __class__: "timedelta", seconds: 1_209_600 })).toBe(14);
    expect(flag.parse(0)).toBe(false);
    expect(flag.parse(true)).toBe(true);
  });
});

describe("units", () => {
  it("convert by whichever of factor and rate is exact", () => {
    expect(toSaleUnit(2.5, { "default_uom.": kilometre, "sale_uom.": metre })).toBe(2500);
    expect(toSaleUnit(100, { "default_uom.": inch, "sale_uom.": metre })).toBe(2.54);
    expect(inSaleUnit(250, metre, { "default_uom.": kilometre, "sale_uom.": null })).toBe(0.25);
    expect(toSaleUnit(0.1 + 0.2, { "default_uom.": metre, "sale_uom.": metre })).toBe(0.3);
  });
});

describe("stock", () => {
  const warehouse = (id: number, code: string) => ({ id, code, name: code, "address.": null });
  const product = { id: 7, code: "LAMP", quantity: 10, "default_uom.": piece, "sale_uom.": piece };
  const move = (from: number | null, to: number | null, more: object = {}) =>
    openMoveRow.parse({
      id: 1,
      product: 7,
      internal_quantity: 4,
      planned_date: { __class__: "date", year: 2027, month: 3, day: 9 },
      "from_location.": { warehouse: from },
      "to_location.": { warehouse: to },
      "purchase.": null,
      "shipment.": { rec_name: "12" },
      ...more,
    });
  const quantities = [
    { warehouse: warehouse(1, "A"), rows: [{ id: 7, quantity: 10 }] },
    { warehouse: warehouse(2, "B"), rows: [{ id: 7, quantity: 0 }] },
  ];
  const recordOf = (...moves: ReturnType<typeof move>[]) => toStockRecords({ products: [product], quantities, moves })[0];

  it("counts as reserved what leaves a warehouse, and as incoming what arrives with a date", () => {
    const record = recordOf(move(1, null), move(1, 2), move(1, 1), move(null, 1, { planned_date: null }));
    expect(record?.levels).toEqual([
      { location: "A", onHand: 10, reserved: 8 },
      { location: "B", onHand: 0, reserved: 0 },
    ]);
    expect(record?.incoming).toEqual([{ location: "B", quantity: 4, expectedAt: "2027-03-09T00:00:00.000Z", reference: "12" }]);
  });

  it("has another version in another state, and the same in the same", () => {
    const [first, again, other] = [recordOf(), recordOf(), recordOf(move(1, null))].map((record) => record?.version);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });
});

describe("taxes", () => {
  const tax = (id: number, more: object) =>
    taxRow.parse({
      id,
      type: "percentage",
      rate: decimal("0.20"),
      amount: null,
      parent: null,
      update_unit_price: 0,
      start_date: null,
      end_date: null,
      ...more,
    });
  const today = "2027-03-09";

  it("add up, with those below a group and without those of another time", () => {
    const group = tax(1, { type: "none", rate: null });
    const below = [
      tax(2, { parent: 1, rate: decimal("0.055") }),
      tax(3, { parent: 1, end_date: { __class__: "date", year: 2026, month: 12, day: 31 } }),
    ];
    expect(percentage(taxEffect([1], [group, ...below], today))).toBe("5.5");
  });

  it("have no rate when an amount a unit is among them", () => {
    const effect = taxEffect([1, 2], [tax(1, {}), tax(2, { type: "fixed", rate: null, amount: decimal("0.15") })], today);
    expect(effect?.amount.toFixed()).toBe("0.15");
    expect(percentage(effect)).toBeUndefined();
  });

  it("are not guessed when one is unknown or taxes another", () => {
    expect(taxEffect([9], [], today)).toBeUndefined();
    expect(taxEffect([1], [tax(1, { update_unit_price: true })], today)).toBeUndefined();
  });
});

describe("prices", () => {
  const row = (id: number, more: Partial<PricedRow> = {}): PricedRow => ({
    id,
    code: `P${id}`,
    sale_price_uom: new Decimal("10"),
    "account_category.": { customer_taxes_used: [1] },
    categories_all: [],
    "default_uom.": piece,
    "sale_uom.": piece,
    ...more,
  });
  const line = (more: object) => ({ product: null, category: null, quantity: null, ...more });
  const listOf = (lines: readonly object[], more: object = {}) =>
    priceListRow.parse({ id: 5, name: "Public", tax_included: 0, unit: "product_default", "lines.": lines, ...more });
  const tree = new Map([
    [21, 20],
    [20, null],
  ]);

  it("may change where a line of the product, or of a category above it, begins", () => {
    const list = listOf([line({ product: 1, quantity: 10 }), line({ category: 20, quantity: 50 }), line({ quantity: 5 }), line({})]);
    expect(thresholds({ list, tree }, row(1))).toEqual([0, 5, 10]);
    expect(thresholds({ list, tree }, row(2, { categories_all: [21] }))).toEqual([0, 5, 50]);
    expect(thresholds({ list: undefined, tree }, row(1))).toEqual([0]);
  });

  it("are asked for together when quantity and taxes are the same", () => {
    const lines = [line({ quantity: 10 }), line({})];
    const ask = (more: object) => priceQuestions({ list: listOf(lines, more), tree }, [row(1), row(2)]);
    expect(ask({})).toEqual([{ quantity: 10, taxes: [], products: [1, 2] }]);
    expect(ask({ tax_included: 1 })).toEqual([
      { quantity: 0, taxes: [1], products: [1, 2] },
      { quantity: 10, taxes: [1], products: [1, 2] },
    ]);
  });

  it("become one break for each change, gross from the exact net", () => {
    const priceList = { id: priceListId("5"), name: "Public", currency: "EUR" };
    const price = (minimumQuantity: number, net: string) => ({ product: 1, minimumQuantity, net: new Decimal(net) });
    const prices = [price(100, "2.995"), price(0, "3.49"), price(10, "3.49")];
    const taxes = { rate: new Decimal("0.2"), amount: new Decimal(0) };
    expect(toSchedule(priceList, { row: row(1), prices, taxes })).toEqual({
      sku: "P1",
      priceList,
      taxRate: "20",
      breaks: [
        { minimumQuantity: 0, net: { amount: "3.49", currency: "EUR" }, gross: { amount: "4.19", currency: "EUR" } },
        { minimumQuantity: 100, net: { amount: "3.00", currency: "EUR" }, gross: { amount: "3.59", currency: "EUR" } },
      ],
    });
    expect(toSchedule(priceList, { row: row(1), prices: [], taxes })).toBeUndefined();
  });
});

describe("sales", () => {
  const sale = (more: object) => ({
    state: "processing",
    invoice_state: "waiting",
    shipment_state: "waiting",
    "shipments.": [],
    "invoices.": [],
    ...more,
  });

  it.each([
    ["DRAFT", { state: "quotation" }],
    ["CANCELLED", { state: "cancelled" }],
    ["CONFIRMED", {}],
    ["CONFIRMED", { invoice_state: "paid" }],
    ["PARTLY_SHIPPED", { "shipments.": [{ state: "done" }, { state: "waiting" }] }],
    ["SHIPPED", { shipment_state: "sent", "invoices.": [{ state: "draft" }] }],
    ["INVOICED", { shipment_state: "sent", "invoices.": [{ state: "posted" }, { state: "cancelled" }] }],
    ["PAID", { shipment_state: "sent", invoice_state: "paid" }],
    ["PAID", { state: "done", shipment_state: "none", invoice_state: "paid" }],
  ] as const)("stand at %s", (status, states) => {
    expect(toStatus(sale(states))).toBe(status);
  });

  it("are paged by date and id; a cursor of another maker starts at the newest", () => {
    const cursor = cursorOf({ sale_date: "2027-03-09", id: 12 });
    const date = { __class__: "date", year: 2027, month: 3, day: 9 };
    expect(notAfter(cursor)).toEqual([
      [
        "OR",
        ["sale_date", "<", date],
        [
          ["sale_date", "=", date],
          ["id", "<", 12],
        ],
      ],
    ]);
    expect(notAfter(cursorOf({ sale_date: null, id: 4 }))).toEqual([
      [
        "OR",
        [
          ["sale_date", "=", null],
          ["id", "<", 4],
        ],
        ["sale_date", "!=", null],
      ],
    ]);
    expect(notAfter("eyJpZCI6MX0")).toEqual([]);
  });

  it("are looked for by the states that their statuses need", () => {
    expect(conditionsOf({ first: 1, statuses: ["SHIPPED", "PAID", "DRAFT"] })).toEqual([
      ["state", "in", ["confirmed", "processing", "done", "draft", "quotation"]],
    ]);
  });
});

describe("invoices", () => {
  it("below zero are credit notes in positive amounts; a draft is due in full", () => {
    const amounts = {
      untaxed_amount: decimal("-20"),
      tax_amount: decimal("-4"),
      total_amount: decimal("-24"),
      amount_to_pay: decimal("0"),
    };
    const row = { id: 9, number: null, state: "draft", invoice_date: null, "currency.": { code: "EUR" }, "lines_to_pay.": [], ...amounts };
    expect(toInvoices(invoicedSaleRow.parse({ number: "7", "invoices.": [row] }))).toMatchObject([
      { number: "DRAFT-9", order: "7", kind: "CREDIT_NOTE", status: "DRAFT", gross: { amount: "24.00" }, due: { amount: "24.00" } },
    ]);
  });
});

describe("faults", () => {
  const fault = (error: readonly unknown[]) =>
    classifyTrytonAnswer({ status: 200, headers: new Headers(), text: "", body: { id: 1, error } });

  it("are named from the error array that comes with HTTP 200", () => {
    expect(fault(["LoginException", ["password", "Password", "password"]])).toMatchObject({ kind: "unauthorized" });
    expect(fault(["ConcurrencyException", ["sale.sale,1"]])).toMatchObject({ kind: "unavailable" });
    expect(fault(["database is locked", ""])).toEqual({ kind: "unavailable", vendorCode: "DatabaseOperationalError" });
    expect(fault(["'nofield'", ""])).toEqual({ kind: "refused", vendorCode: "ServerException", message: "'nofield'" });
    expect(classifyTrytonAnswer({ status: 200, headers: new Headers(), text: "", body: { id: 1, result: [] } })).toBeUndefined();
  });

  it("show no name of a record", () => {
    const sentence = 'You are not allowed to read records "Claire Martin" of "Party".';
    expect(fault(["UserError", [sentence, "", null]])).toEqual({
      kind: "refused",
      vendorCode: "UserError",
      message: 'You are not allowed to read records "…" of "…".',
    });
  });
});
