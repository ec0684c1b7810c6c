import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { customerId, locationId, orderId, type PriceSchedule, breakAt, priceListId, sku } from "#model";
import { type ConnectedSystem, openSystem, type Ports, SystemUnauthorized } from "#sdk";
import tryton from "../../../subgraphs/connectors/tryton/index.js";
import merchant from "./merchant.json" with { type: "json" };
import { type RunningTryton, startTryton, trytonMissing } from "./start-tryton.js";
import { trytonClerk } from "./tryton-clerk.js";
import { trytonDecimal } from "./tryton-rpc.js";

const missing = trytonMissing();
const call = {};
const oneHour = 3_600_000;

interface Connected extends AsyncDisposable {
  readonly server: RunningTryton;
  readonly system: ConnectedSystem;
  readonly port: <Name extends keyof Ports>(name: Name) => Ports[Name];
}

async function connected(settings: Readonly<Record<string, unknown>> = {}): Promise<Connected> {
  const server = await startTryton();
  const { url, database, user, password } = server;
  const rawSettings = { url, database, user, password, shopLocations: ["SHOP-LILLE"], ...settings };
  const system = openSystem({ name: "erp", connector: tryton, rawSettings, log: pino({ level: "silent" }) });
  const port = <Name extends keyof Ports>(name: Name): Ports[Name] => {
    const found = system.ports[name];
    if (found === undefined) throw new Error(`no port ${name}`);
    return found;
  };
  return {
    server,
    system,
    port,
    [Symbol.asyncDispose]: async () => {
      await system.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

function inDays(seededOn: string, days: number): string {
  return new Date(Date.parse(seededOn) + days * 24 * oneHour).toISOString();
}

describe.skipIf(missing)(`the connector on a real Tryton${missing === undefined ? "" : ` (skipped: ${missing})`}`, () => {
  let shop: Connected;
  beforeAll(async () => {
    shop = await connected({ groupPriceLists: { trade: "Trade" } });
  });
  afterAll(async () => shop[Symbol.asyncDispose]());

  it("tells the warehouses with their place and kind", async () => {
    const locations = await shop.port("stock").locations(call);
    expect(locations).toContainEqual({ id: "SHOP-LILLE", name: "Lille shop", kind: "SHOP", city: "Lille", country: "FR" });
    expect(locations.map((one) => one.id)).toEqual(["LYON", "NANTES", "SHOP-LILLE"]);
  });

  it("tells what lies in each warehouse and what confirmed sales will take", async () => {
    const stock = await shop.port("stock").stockOf([sku("CHAIR-STD"), sku("CABLE-5G25"), sku("LAMP-ARC"), sku("NO-SUCH")], call);
    expect(stock.has(sku("NO-SUCH"))).toBe(false);
    expect(stock.get(sku("CHAIR-STD"))?.levels).toEqual([
      { location: "LYON", onHand: 33, reserved: 2 },
      { location: "NANTES", onHand: 21, reserved: 0 },
      { location: "SHOP-LILLE", onHand: 4, reserved: 0 },
    ]);
    expect(stock.get(sku("CABLE-5G25"))?.levels[0]).toEqual({ location: "LYON", onHand: 420.75, reserved: 220.5 });
    expect(stock.get(sku("LAMP-ARC"))?.levels[0]).toEqual({ location: "LYON", onHand: 34, reserved: 0 });
  });

  it("tells confirmed purchases with the day they are expected on", async () => {
    const stock = await shop.port("stock").stockOf([sku("LAMP-ARC")], call);
    const { seededOn } = shop.server;
    expect(stock.get(sku("LAMP-ARC"))?.incoming).toEqual([
      { location: "LYON", quantity: 25, expectedAt: inDays(seededOn, 9), reference: "1" },
      { location: "NANTES", quantity: 10, expectedAt: inDays(seededOn, 30), reference: "3" },
    ]);
  });

  it("tells stock and price of a product in its unit of sale", async () => {
    const wire = sku("WIRE-STEEL");
    const stock = await shop.port("stock").stockOf([wire], call);
    expect(stock.get(wire)?.levels[0]).toEqual({ location: "LYON", onHand: 2500, reserved: 0 });
    const list = await shop.port("prices").listFor({ groups: [] }, call);
    const schedule = (await shop.port("prices").schedules([wire], list, call)).get(wire);
    expect(schedule?.breaks).toEqual([
      { minimumQuantity: 0, net: { amount: "0.42", currency: "EUR" }, gross: { amount: "0.50", currency: "EUR" } },
      { minimumQuantity: 250, net: { amount: "0.32", currency: "EUR" }, gross: { amount: "0.38", currency: "EUR" } },
    ]);
  });

  it("reads every product's stock page by page", async () => {
    const seen: string[] = [];
    for await (const page of shop.port("stock").scan(call)) seen.push(...page.map((record) => record.sku));
    expect(seen).toHaveLength(merchant.products.length + merchant.variants.suffixes.length);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it("finds the customer's own list, else the group's, else the public one", async () => {
    const prices = shop.port("prices");
    const names = await Promise.all([
      prices.listFor({ customer: customerId("C-00001"), groups: ["trade"] }, call),
      prices.listFor({ customer: customerId("C-00003"), groups: ["trade"] }, call),
      prices.listFor({ customer: customerId("C-00003"), groups: ["unknown"] }, call),
      prices.listFor({ customer: customerId("C-99999"), groups: [] }, call),
      prices.listFor({ groups: [] }, call),
    ]);
    expect(names.map((list) => list.name)).toEqual(["Contract Martin", "Trade", "Public", "Public", "Public"]);
  });

  it("breaks the price where the list has another one", async () => {
    const prices = shop.port("prices");
    const list = await prices.listFor({ groups: [] }, call);
    const schedules = await prices.schedules([sku("BULB-E27-8W"), sku("BOOK-LIGHT"), sku("GIFT-CARD")], list, call);
    const bulb = schedules.get(sku("BULB-E27-8W"));
    expect(bulb?.taxRate).toBe("20");
    expect(bulb?.breaks.map((one) => [one.minimumQuantity, one.net.amount, one.gross?.amount])).toEqual([
      [0, "3.49", "4.19"],
      [10, "3.21", "3.85"],
      [100, "2.79", "3.35"],
    ]);
    expect(schedules.get(sku("BOOK-LIGHT"))).toMatchObject({
      taxRate: "5.5",
      breaks: [{ net: { amount: "28.34" }, gross: { amount: "29.90" } }],
    });
    expect(schedules.get(sku("GIFT-CARD"))).toMatchObject({ taxRate: "0", breaks: [{ gross: { amount: "25.00" } }] });
  });

  it("takes the taxes out of a list whose prices include them", async () => {
    const prices = shop.port("prices");
    const list = await prices.listFor({ customer: customerId("C-00004"), groups: [] }, call);
    const schedules = await prices.schedules([sku("CHAIR-STD"), sku("BOOK-WOOD")], list, call);
    expect(schedules.get(sku("CHAIR-STD"))?.breaks).toMatchObject([{ net: { amount: "179.00" }, gross: { amount: "214.80" } }]);
    expect(schedules.get(sku("BOOK-WOOD"))?.breaks).toMatchObject([{ net: { amount: "35.58" }, gross: { amount: "37.54" } }]);
  });

  it("tells the very prices that Tryton put on the lines of its sales", async () => {
    const references = merchant.sales.filter((sale) => !["draft"].includes(sale.until));
    const orders = await shop.port("orders").search({ first: 50 }, call);
    const checked: string[] = [];
    for (const { item: order } of orders.items) {
      const list = await shop
        .port("prices")
        .listFor({ ...(order.customer === undefined ? {} : { customer: order.customer }), groups: [] }, call);
      const skus = order.lines.flatMap((line) => line.sku ?? []);
      const schedules = await shop.port("prices").schedules(skus, list, call);
      for (const line of order.lines) {
        const schedule: PriceSchedule | undefined = schedules.get(line.sku ?? sku(""));
        const quoted = schedule === undefined ? undefined : breakAt(schedule, Math.abs(line.quantity))?.net;
        expect(quoted, `${order.externalReference} ${line.sku}`).toEqual(line.unitPrice);
      }
      checked.push(order.externalReference ?? "");
    }
    expect(checked.toSorted()).toEqual(references.flatMap((sale) => (sale.until === "cancelled" ? [] : [sale.reference])).toSorted());
  });

  it("tells how far each sale has come", async () => {
    const orders = await shop.port("orders").search({ first: 50 }, call);
    const statuses = Object.fromEntries(orders.items.map(({ item }) => [item.externalReference, item.status]));
    expect(statuses).toMatchObject({
      "WEB-1001": "PAID",
      "WEB-1002": "INVOICED",
      "WEB-1003": "SHIPPED",
      "WEB-1004": "CONFIRMED",
      "WEB-1005": "CONFIRMED",
      "WEB-1006": "DRAFT",
    });
  });

  it("finds orders by customer, status, reference and day, and pages them newest first", async () => {
    const port = shop.port("orders");
    const references = async (search: Parameters<typeof port.search>[0]): Promise<readonly (string | undefined)[]> =>
      (await port.search(search, call)).items.map(({ item }) => item.externalReference);
    expect(await references({ first: 10, customer: customerId("C-00002") })).toEqual(["WEB-1005", "WEB-1002"]);
    expect(await references({ first: 10, statuses: ["PAID", "INVOICED"] })).toEqual(["WEB-1002", "WEB-1001"]);
    expect(await references({ first: 10, externalReference: "WEB-1004" })).toEqual(["WEB-1004"]);
    const since = inDays(shop.server.seededOn, -7);
    expect(await references({ first: 10, placedSince: since })).toEqual(["WEB-1006", "WEB-1003-R", "WEB-1005", "WEB-1004"]);
    expect(await references({ first: 10, updatedSince: inDays(shop.server.seededOn, 400) })).toEqual([]);
    const all = await references({ first: 50 });
    const walked: (string | undefined)[] = [];
    for (let after: string | undefined, more = true; more;) {
      const page = await port.search({ first: 2, ...(after === undefined ? {} : { after }) }, call);
      walked.push(...page.items.map(({ item }) => item.externalReference));
      after = page.items.at(-1)?.cursor;
      more = page.hasNextPage;
    }
    expect(walked).toEqual(all);
  });

  it("tells invoices with what is due, and shipments with what was in them", async () => {
    const orders = await shop.port("orders").search({ first: 50 }, call);
    const records = orders.items.map(({ item }) => item);
    const byReference = new Map(records.map((order) => [order.externalReference, order.id]));
    const invoices = await shop.port("invoices").invoicesOf(records, call);
    const shipments = await shop.port("shipments").shipmentsOf(records, call);
    const of = (reference: string) => byReference.get(reference) ?? orderId("");
    expect(invoices.get(of("WEB-1001"))).toMatchObject([{ status: "PAID", gross: { amount: "736.16" }, due: { amount: "0.00" } }]);
    expect(invoices.get(of("WEB-1002"))).toMatchObject([
      { status: "OPEN", kind: "INVOICE", due: { amount: "2291.02" }, dueAt: shop.server.seededOn },
    ]);
    expect(invoices.get(of("WEB-1003-R"))).toMatchObject([{ status: "DRAFT", kind: "CREDIT_NOTE", gross: { amount: "29.90" } }]);
    expect(shipments.get(of("WEB-1002"))).toMatchObject([
      { direction: "OUTBOUND", status: "DONE", location: "NANTES", doneAt: shop.server.seededOn },
    ]);
    expect(shipments.get(of("WEB-1002"))?.[0]?.lines).toContainEqual({ sku: "LAMP-DESK", quantity: 50 });
    expect(shipments.get(of("WEB-1003-R"))).toMatchObject([
      { direction: "RETURN", status: "PLANNED", lines: [{ sku: "BOOK-LIGHT", quantity: 1 }] },
    ]);
    expect(shipments.get(of("WEB-1004"))).toMatchObject([{ status: "READY" }]);
  });

  it("tells customers by their number and finds them by name, e-mail and group", async () => {
    const port = shop.port("customers");
    const known = await port.customers([customerId("C-00001"), customerId("C-00002"), customerId("C-00005"), customerId("C-9")], call);
    expect([...known.keys()].toSorted()).toEqual(["C-00001", "C-00002", "C-00005"]);
    expect(known.get(customerId("C-00001"))).toMatchObject({
      lastName: "Claire Martin",
      email: "claire.martin@example.org",
      language: "fr",
    });
    expect(known.get(customerId("C-00002"))?.company).toEqual({ name: "Electricite Dubois SARL", vatNumber: "FR40303265045" });
    expect(known.get(customerId("C-00001"))?.addresses.map((one) => [one.kind, one.city, one.country])).toEqual([
      ["BILLING", "Lyon", "FR"],
      ["SHIPPING", "Lyon", "FR"],
    ]);
    expect(known.get(customerId("C-00005"))?.addresses).toEqual([]);
    const ids = async (search: object): Promise<readonly string[]> =>
      (await port.search({ first: 10, ...search }, call)).items.map(({ item }) => item.id);
    expect(await ids({ text: "dubois" })).toEqual(["C-00002"]);
    expect(await ids({ text: "tom.field" })).toEqual(["C-00003"]);
    expect(await ids({ text: "%" })).toEqual([]);
    expect(await ids({ email: "CLAIRE.MARTIN@example.org" })).toEqual(["C-00001"]);
    expect(await ids({ group: "Trade customers" })).toEqual(["C-00001", "C-00002"]);
  });

  it("tells what suppliers ask", async () => {
    const offers = await shop.port("suppliers").offersFor([sku("LAMP-ARC"), sku("SWITCH-1P")], call);
    expect(offers.get(sku("LAMP-ARC"))).toEqual([
      {
        sku: "LAMP-ARC",
        supplier: { code: "SUP-LUX", name: "Luxor Lighting GmbH" },
        supplierSku: "SUP-LUX/LAMP-ARC",
        leadTimeDays: 14,
        minimumQuantity: 20,
        price: { amount: "67.64", currency: "EUR" },
      },
    ]);
    expect(offers.has(sku("SWITCH-1P"))).toBe(false);
  });

  it("tells what a made product is made of, in units of sale", async () => {
    const bills = await shop.port("suppliers").billsOfMaterialsOf([sku("NEVER-STOCKED"), sku("SHELF-80")], call);
    expect([...bills.values()]).toEqual([
      {
        sku: "NEVER-STOCKED",
        outputQuantity: 1,
        components: [
          { sku: "DESK-OAK-120", name: "[DESK-OAK-120] Oak desk 120", quantity: 2 },
          { sku: "SCREW-4X40", name: "[SCREW-4X40] Screws 4 x 40", quantity: 0.25 },
        ],
      },
    ]);
  });
});

describe.skipIf(missing)(`changes made in a real Tryton${missing === undefined ? "" : ` (skipped: ${missing})`}`, () => {
  it("are read through the connector: stock, list price and a new line of a price list", async () => {
    await using shop = await connected();
    const clerk = await trytonClerk(shop.server);
    const lamp = sku("LAMP-DESK");
    const before = (await shop.port("stock").stockOf([lamp], call)).get(lamp);
    await clerk.adjustStock({ sku: lamp, location: "NANTES", quantity: 61 });
    const after = (await shop.port("stock").stockOf([lamp], call)).get(lamp);
    expect(after?.levels).toContainEqual({ location: locationId("NANTES"), onHand: 61, reserved: 0 });
    expect(after?.version).not.toBe(before?.version);

    const list = await shop.port("prices").listFor({ groups: [] }, call);
    await clerk.setListPrice(lamp, "41.2000");
    const raised = (await shop.port("prices").schedules([lamp], list, call)).get(lamp);
    expect(raised?.breaks).toMatchObject([{ minimumQuantity: 0, net: { amount: "41.20" }, gross: { amount: "49.44" } }]);

    const product = await clerk.rpc.idOf("product.product", [["code", "=", lamp]]);
    // Of a list's lines the first that fits holds: those that are there go behind the new one.
    const lines = await clerk.rpc.find("product.price_list.line", [["price_list", "=", Number(list.id)]], ["sequence"]);
    for (const [place, { id }] of lines.entries()) await clerk.rpc.call("product.price_list.line.write", [[id], { sequence: place + 1 }]);
    const line = { price_list: Number(list.id), product, quantity: 12, sequence: 0, formula: "30.00" };
    await clerk.rpc.create("product.price_list.line", line);
    const broken = (await shop.port("prices").schedules([lamp], list, call)).get(lamp);
    expect(broken?.breaks.map((one) => [one.minimumQuantity, one.net.amount])).toEqual([
      [0, "41.20"],
      [12, "30.00"],
    ]);
  });

  it("goes on when Tryton has ended the session", async () => {
    await using shop = await connected();
    await shop.port("stock").locations(call);
    shop.server.endSessions();
    const stock = await shop.port("stock").stockOf([sku("LAMP-DESK")], call);
    expect(stock.size).toBe(1);
  });

  it("names the system when the password is wrong", async () => {
    await using shop = await connected({ password: "not-the-password" });
    await expect(shop.port("stock").locations(call)).rejects.toBeInstanceOf(SystemUnauthorized);
  });

  it("names the setting that asks for a price list which is not there", async () => {
    await using shop = await connected({ groupPriceLists: { trade: "Tarde" } });
    await expect(shop.port("prices").listFor({ groups: [] }, call)).rejects.toThrow(/"Tarde"; correct groupPriceLists.trade/u);
  });

  it("leaves a product that is not sold without a price", async () => {
    await using shop = await connected();
    const clerk = await trytonClerk(shop.server);
    const [row] = await clerk.rpc.find("product.product", [["code", "=", "SHELF-80"]], ["template"]);
    await clerk.rpc.call("product.template.write", [[row?.["template"]], { salable: false, list_price: trytonDecimal("1.00") }]);
    const schedules = await shop
      .port("prices")
      .schedules([sku("SHELF-80"), sku("SHELF-120")], { id: priceListId("1"), name: "Public", currency: "EUR" }, call);
    expect([...schedules.keys()]).toEqual(["SHELF-120"]);
  });
});
