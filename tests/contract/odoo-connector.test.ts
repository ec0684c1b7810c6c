import { describe, expect, it } from "vitest";
import { z } from "zod";
import { availableIn, breakAt, customerId, orderId, sku, type PriceViewer, type StockRecord } from "#model";
import type { Merchant } from "#systems";
import { firstId } from "./odoo-clerk.js";
import { openOdoo, type OpenOdoo } from "./open-odoo.js";

const anonymous: PriceViewer = { groups: [] };

describe("stock of Odoo", () => {
  it("shows a count that a clerk applied", async () => {
    await using odoo = await openOdoo();
    const [item] = odoo.merchant.products;
    const quant = firstId(
      await odoo.asClerk("stock.quant.search", [[...ofProduct(item?.sku), ["location_id.usage", "=", "internal"]]], { limit: 1 }),
    );
    const before = await stockOf(odoo, item?.sku);
    await odoo.asClerk("stock.quant.write", [[quant], { inventory_quantity: 1_234 }]);
    expect(await stockOf(odoo, item?.sku)).toEqual(before);
    await odoo.asClerk("stock.quant.action_apply_inventory", [[quant]]);
    const after = await stockOf(odoo, item?.sku);
    expect(after?.levels.map(({ onHand }) => onHand)).toContain(1_234);
    expect(after?.version).not.toBe(before?.version);
  });

  it("falls by what an order reserves, and by what a delivery takes", async () => {
    await using odoo = await openOdoo();
    const item = odoo.merchant.products[0]?.sku;
    const before = await stockOf(odoo, item);
    const order = await placeOrder(odoo, { customer: "C-00001", item, quantity: 1 });
    await odoo.asClerk("sale.order.action_confirm", [[order]]);
    const reserved = await stockOf(odoo, item);
    expect(available(reserved)).toBe(available(before) - 1);
    expect(onHand(reserved)).toBe(onHand(before));
    const picking = firstId(await odoo.asClerk("stock.picking.search", [[["sale_id", "=", order]]]));
    await odoo.asClerk("stock.picking.button_validate", [[picking]]);
    expect(onHand(await stockOf(odoo, item))).toBe(onHand(before) - 1);
    expect(available(await stockOf(odoo, item))).toBe(available(before) - 1);
  });

  it("tells a purchase that a clerk confirmed as incoming, until it has arrived", async () => {
    await using odoo = await openOdoo();
    const item = odoo.merchant.products[0]?.sku;
    const product = firstId(await odoo.asClerk("product.product.search", [[["default_code", "=", item]]]));
    const supplier = firstId(await odoo.asClerk("res.partner.search", [[["supplier_rank", ">", 0]]]));
    const before = await stockOf(odoo, item);
    const values = {
      partner_id: supplier,
      date_planned: "2031-02-03 08:00:00",
      order_line: [[0, 0, { product_id: product, product_qty: 7 }]],
    };
    const purchase = z.number().parse(await odoo.asClerk("purchase.order.create", [values]));
    await odoo.asClerk("purchase.order.button_confirm", [[purchase]]);
    const expected = (await stockOf(odoo, item))?.incoming.find(({ expectedAt }) => expectedAt === "2031-02-03T08:00:00Z");
    expect(expected).toMatchObject({ quantity: 7 });
    const receipt = firstId(await odoo.asClerk("stock.picking.search", [[["purchase_id", "=", purchase]]]));
    await odoo.asClerk("stock.picking.button_validate", [[receipt]]);
    const arrived = await stockOf(odoo, item);
    expect(arrived?.incoming).toEqual(before?.incoming);
    expect(onHand(arrived)).toBe(onHand(before) + 7);
  });
});

describe("prices of Odoo", () => {
  it("are those that Odoo itself puts on an order line, for every kind of list and quantity", async () => {
    await using odoo = await openOdoo();
    const buyers = buyersOf(odoo.merchant);
    const sample = odoo.merchant.products.filter((_product, index) => index % 10 === 0).map((product) => product.sku);
    for (const customer of buyers) {
      for (const quantity of [1, 12, 60]) {
        const quoted = await quote(odoo, { customer, sample, quantity });
        expect(await pricesFor(odoo, { viewer: { customer: customerId(customer), groups: [] }, sample, quantity })).toEqual(quoted);
      }
    }
  });

  it("follow a rule that a clerk adds, at once", async () => {
    await using odoo = await openOdoo();
    const item = odoo.merchant.products[0]?.sku ?? "";
    const list = await odoo.ports.prices?.listFor(anonymous, odoo.call);
    const product = firstId(await odoo.asClerk("product.product.search", [[["default_code", "=", item]]]));
    const rule = {
      pricelist_id: Number(list?.id),
      applied_on: "0_product_variant",
      product_id: product,
      compute_price: "fixed",
      fixed_price: 3.21,
      min_quantity: 5,
    };
    await odoo.asClerk("product.pricelist.item.create", [rule]);
    const before = await pricesFor(odoo, { viewer: anonymous, sample: [item], quantity: 4 });
    expect(before.get(item)).not.toBe("3.21");
    expect((await pricesFor(odoo, { viewer: anonymous, sample: [item], quantity: 5 })).get(item)).toBe("3.21");
  });

  it("belong to their viewer, however many ask at once", async () => {
    await using odoo = await openOdoo();
    const buyers = buyersOf(odoo.merchant);
    const viewers = [anonymous, ...buyers.map((customer) => ({ customer: customerId(customer), groups: [] }))];
    const sample = [odoo.merchant.products[0]?.sku ?? ""];
    const alone = new Map<PriceViewer, ReadonlyMap<string, string>>();
    for (const viewer of viewers) alone.set(viewer, await pricesFor(odoo, { viewer, sample, quantity: 1 }));
    const asked = Array.from({ length: 60 }, (_, index) => viewers[index % viewers.length] ?? anonymous);
    const together = await Promise.all(asked.map((viewer) => pricesFor(odoo, { viewer, sample, quantity: 1 })));
    together.forEach((prices, index) => expect(prices).toEqual(alone.get(asked[index] ?? anonymous)));
    expect(new Set([...alone.values()].map((prices) => JSON.stringify([...prices]))).size).toBeGreaterThan(1);
  });

  it("are those of the customer's own list, else of the group's in the settings, else the public ones", async () => {
    await using odoo = await openOdoo({ settings: { groupPriceLists: { TRADE: "Trade prices" } } });
    const listOf = async (viewer: PriceViewer) => (await odoo.ports.prices?.listFor(viewer, odoo.call))?.name;
    expect(await listOf({ customer: customerId("C-00001"), groups: ["TRADE"] })).toBe("Contract 1");
    expect(await listOf({ customer: customerId("nobody"), groups: ["TRADE"] })).toBe("Trade prices");
    expect(await listOf({ customer: customerId("nobody"), groups: ["RETAIL"] })).toBe("Public prices");
    expect(await listOf(anonymous)).toBe("Public prices");
  });
});

describe("orders of Odoo", () => {
  it("tell of the merchant's past orders what the merchant knows", async () => {
    await using odoo = await openOdoo();
    const found = await odoo.ports.orders?.orders(
      odoo.merchant.orders.map(({ number }) => orderId(number)),
      odoo.call,
    );
    for (const { number, status, customer, channel, lines } of odoo.merchant.orders) {
      expect(found?.get(orderId(number))).toMatchObject({
        status,
        customer,
        channel,
        lines: lines.map(({ sku: code, quantity }) => ({ sku: code, quantity })),
      });
    }
    const records = [...(found?.values() ?? [])];
    const shipments = await odoo.ports.shipments?.shipmentsOf(records, odoo.call);
    const invoices = await odoo.ports.invoices?.invoicesOf(records, odoo.call);
    for (const { number, shipments: sent, returns, invoices: billed } of odoo.merchant.orders) {
      const done = shipments?.get(orderId(number))?.filter((shipment) => shipment.status === "DONE");
      expect(done?.map((shipment) => shipment.number).toSorted()).toEqual([...sent, ...returns].map((one) => one.number).toSorted());
      expect(invoices?.get(orderId(number))?.map((invoice) => invoice.number)).toEqual(billed.map((one) => one.number));
    }
  });

  it("are found by customer, status and outside reference", async () => {
    await using odoo = await openOdoo();
    const order = await placeOrder(odoo, { customer: "C-00002", item: odoo.merchant.products[0]?.sku, quantity: 2, reference: "WEB-7" });
    const byReference = await odoo.ports.orders?.search({ first: 5, externalReference: "WEB-7" }, odoo.call);
    expect(byReference?.items.map(({ item }) => [item.vendorId, item.customer, item.status])).toEqual([
      [String(order), "C-00002", "DRAFT"],
    ]);
    const paid = await odoo.ports.orders?.search({ first: 50, customer: customerId("C-00002"), statuses: ["PAID"] }, odoo.call);
    const known = odoo.merchant.orders.filter(({ customer, status }) => customer === "C-00002" && status === "PAID");
    expect(paid?.items.map(({ item }) => item.id).toSorted()).toEqual(known.map(({ number }) => number).toSorted());
  });
});

describe("interactions of Odoo", () => {
  it("are those that the merchant had, newest first, Odoo's notifications left out", async () => {
    await using odoo = await openOdoo();
    const customer = odoo.merchant.customers.find(({ interactions }) => interactions.length > 2);
    const id = customerId(customer?.number ?? "");
    const partner = firstId(await odoo.asClerk("res.partner.search", [[["ref", "=", id]]]));
    const notification = {
      model: "res.partner",
      res_id: partner,
      message_type: "notification",
      body: "<p>Changed</p>",
      date: "2031-01-01 00:00:00",
    };
    await odoo.asClerk("mail.message.create", [notification]);
    const found = (await odoo.ports.interactions?.interactionsOf([id], 2, odoo.call))?.get(id);
    const newest = (customer?.interactions ?? []).toSorted((left, right) => right.at.localeCompare(left.at)).slice(0, 2);
    expect(found?.map(({ kind, subject, body }) => ({ kind, subject, body }))).toEqual(
      newest.map(({ kind, subject, body }) => ({ kind, subject, body })),
    );
  });
});

function ofProduct(code: string | undefined): unknown[] {
  return [["product_id.default_code", "=", code]];
}

async function stockOf(odoo: OpenOdoo, code = ""): Promise<StockRecord | undefined> {
  return (await odoo.ports.stock?.stockOf([sku(code)], odoo.call))?.get(sku(code));
}

const available = (record: StockRecord | undefined): number => availableIn(record?.levels ?? []);
const onHand = (record: StockRecord | undefined): number => (record?.levels ?? []).reduce((total, level) => total + level.onHand, 0);

interface Wanted {
  readonly customer: string;
  readonly item: string | undefined;
  readonly quantity: number;
  readonly reference?: string;
}

async function placeOrder(odoo: OpenOdoo, { customer, item, quantity, reference }: Wanted): Promise<number> {
  const partner = firstId(await odoo.asClerk("res.partner.search", [[["ref", "=", customer]]]));
  const product = firstId(await odoo.asClerk("product.product.search", [[["default_code", "=", item]]]));
  const values = { partner_id: partner, order_line: [[0, 0, { product_id: product, product_uom_qty: quantity }]] };
  return z.number().parse(await odoo.asClerk("sale.order.create", [{ ...values, ...(reference && { client_order_ref: reference }) }]));
}

/** One customer with a list of their own, one of each group. */
function buyersOf({ customers, groups }: Merchant): string[] {
  const own = customers.find(({ priceList }) => priceList !== undefined);
  const grouped = groups.map(({ code }) => customers.find(({ group, priceList }) => group === code && priceList === undefined));
  return [own, ...grouped].flatMap((customer) => (customer === undefined ? [] : [customer.number]));
}

interface Sample {
  readonly sample: readonly string[];
  readonly quantity: number;
}

/** What the server puts on the lines of a quotation. */
async function quote(odoo: OpenOdoo, { customer, sample, quantity }: Sample & { customer: string }): Promise<Map<string, string>> {
  const products = z
    .array(z.object({ id: z.number(), default_code: z.string() }))
    .parse(await odoo.asClerk("product.product.search_read", [[["default_code", "in", sample]]], { fields: ["default_code"] }));
  const partner = firstId(await odoo.asClerk("res.partner.search", [[["ref", "=", customer]]]));
  const order_line = products.map(({ id }) => [0, 0, { product_id: id, product_uom_qty: quantity }]);
  const order = await odoo.asClerk("sale.order.create", [{ partner_id: partner, order_line }]);
  const lineShape = z.array(z.object({ product_id: z.tuple([z.number(), z.string()]), price_unit: z.number() }));
  const lines = lineShape.parse(
    await odoo.asClerk("sale.order.line.search_read", [[["order_id", "=", order]]], { fields: ["product_id", "price_unit"] }),
  );
  const codeOf = new Map(products.map(({ id, default_code }) => [id, default_code]));
  return new Map(lines.map(({ product_id: [id], price_unit }) => [codeOf.get(id) ?? "", price_unit.toFixed(2)] as const).toSorted());
}

async function pricesFor(odoo: OpenOdoo, { viewer, sample, quantity }: Sample & { viewer: PriceViewer }): Promise<Map<string, string>> {
  const list = await odoo.ports.prices?.listFor(viewer, odoo.call);
  const schedules = list && (await odoo.ports.prices?.schedules(sample.map(sku), list, odoo.call));
  const prices = [...(schedules ?? [])].map(([code, schedule]) => [String(code), breakAt(schedule, quantity)?.net.amount ?? ""] as const);
  return new Map(prices.toSorted());
}
