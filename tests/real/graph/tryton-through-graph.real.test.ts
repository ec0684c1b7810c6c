import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTryton, trytonMissing, type RunningTryton } from "../tryton/start-tryton.js";
import { trytonClerk, type TrytonClerk } from "../tryton/tryton-clerk.js";
import { catalogueOf } from "./catalogue-of.js";
import { startGraph, type Graph } from "./start-graph.js";
import { trytonProducts, trytonSystem } from "./tryton-settings.js";

const missing = trytonMissing();

const page = `query Page($skus: [ID!]!) {
  products(skus: $skus) {
    sku
    name(locale: "en-GB")
    media { url }
    stock { available onHand reserved levels { location { id name kind } onHand available } incoming { quantity expectedAt location { id } } source stale version }
    price { net { amount currency } gross { amount } taxRate priceList source stale }
    priceBreaks { minimumQuantity net { amount } }
  }
}`;

const priced = `query Priced($skus: [ID!]!) {
  products(skus: $skus) { sku price { net { amount } priceList } bulk: price(quantity: 5) { net { amount } } }
}`;

const account = `{
  me {
    id
    name
    email
    orders(first: 10) {
      nodes {
        externalReference
        status
        lines { product { sku name(locale: "en-GB") } quantity unitPrice { amount currency } net { amount } }
        gross { amount }
        shipments { status location { id name } lines { product { sku } quantity } }
        invoices { kind status gross { amount } due { amount } }
      }
    }
  }
}`;

describe.skipIf(missing)(`the graph over a real Tryton${missing === undefined ? "" : ` (skipped: ${missing})`}`, () => {
  let tryton: RunningTryton;
  let clerk: TrytonClerk;
  let graph: Graph;

  beforeAll(async () => {
    tryton = await startTryton();
    clerk = await trytonClerk(tryton);
    graph = await graphOver(tryton);
  });
  afterAll(async () => {
    await graph?.[Symbol.asyncDispose]();
    await tryton?.[Symbol.asyncDispose]();
  });

  it("shows a page of 24 products with content from the PIM, stock and price from Tryton", async () => {
    const { data, errors } = await graph.query(page, { variables: { skus: trytonProducts.map(({ sku }) => sku) } });
    expect(errors).toBeUndefined();
    expect(data.products.map(({ sku, name }: { sku: string; name: string }) => ({ sku, name }))).toEqual(trytonProducts);
    for (const product of data.products) {
      expect(product.media.length).toBeGreaterThan(0);
      expect(product.stock).toMatchObject({ source: "erp", stale: false, version: expect.stringMatching(/./u) });
      expect(product.price).toMatchObject({ net: { currency: "EUR" }, priceList: "Public", source: "erp", stale: false });
    }
    expect(data.products[0]).toMatchObject({
      sku: "LAMP-ARC",
      price: { net: { amount: "149.90" }, gross: { amount: "179.88" }, taxRate: "20" },
      stock: {
        levels: [
          { location: { id: "LYON", name: "Lyon warehouse", kind: "WAREHOUSE" }, onHand: 34, available: 34 },
          { location: { id: "NANTES" }, onHand: 12 },
        ],
        incoming: [
          { quantity: 25, location: { id: "LYON" } },
          { quantity: 10, location: { id: "NANTES" } },
        ],
      },
    });
  });

  it("shows the stock that a clerk has counted in Tryton", async () => {
    const read = async () => (await graph.query(page, { variables: { skus: ["LAMP-DESK"] } })).data.products[0].stock;
    const before = await read();
    await clerk.adjustStock({ sku: "LAMP-DESK", location: "NANTES", quantity: 61 });
    const after = await read();
    const counted = (stock: typeof after) =>
      stock.levels.find((level: { location: { id: string } }) => level.location.id === "NANTES").onHand;
    expect(counted(before)).not.toBe(61);
    expect(counted(after)).toBe(61);
    expect(after.available).toBe(before.available - counted(before) + 61);
    expect(after.version).not.toBe(before.version);
  });

  it("shows the price that a clerk has set in Tryton, with its tax and its breaks", async () => {
    const read = async () => (await graph.query(page, { variables: { skus: ["CABLE-3G15"] } })).data.products[0];
    const before = await read();
    expect(before.price.net.amount).not.toBe("2.50");
    await clerk.setListPrice("CABLE-3G15", "2.5000");
    const after = await read();
    expect(after.price).toMatchObject({ net: { amount: "2.50" }, gross: { amount: "3.00" } });
    expect(after.priceBreaks).toEqual([
      { minimumQuantity: 0, net: { amount: "2.50" } },
      { minimumQuantity: 200, net: { amount: "2.25" } },
    ]);
  });

  it("gives each viewer the price of their own list, their group's or the public one, all asked at once", async () => {
    const martin = await graph.token({ customer: "C-00001" });
    const trade = await graph.token({ customer: "C-00003", groups: ["trade"] });
    const viewers = [martin, trade, undefined];
    const answers = await Promise.all(
      Array.from({ length: 12 }, async (_, at) => {
        const token = viewers[at % viewers.length];
        const { data } = await graph.query(priced, {
          variables: { skus: ["LAMP-ARC", "DESK-OAK-120"] },
          ...(token === undefined ? {} : { token }),
        });
        return data.products;
      }),
    );
    const own = (list: string, lamp: readonly string[], desk: readonly string[]) => [
      priceOf("LAMP-ARC", list, lamp),
      priceOf("DESK-OAK-120", list, desk),
    ];
    const expected = [
      own("Contract Martin", ["111.11", "99.90"], ["369.55", "369.55"]),
      own("Trade", ["127.42", "127.42"], ["349.00", "349.00"]),
      own("Public", ["149.90", "149.90"], ["389.00", "389.00"]),
    ];
    expect(answers).toEqual(answers.map((_, at) => expected[at % expected.length]));
  });

  it("tells a customer who they are and what became of their orders", async () => {
    const { data, errors } = await graph.query(account, { token: await graph.token({ customer: "C-00001" }) });
    expect(errors).toBeUndefined();
    expect(data.me).toMatchObject({ id: "C-00001", name: "Claire Martin", email: "claire.martin@example.org" });
    const [quoted, paid, ...others] = data.me.orders.nodes;
    expect(others).toEqual([]);
    expect(quoted).toMatchObject({ externalReference: "WEB-1006", status: "DRAFT", shipments: [], invoices: [] });
    expect(paid).toMatchObject({
      externalReference: "WEB-1001",
      status: "PAID",
      lines: [
        {
          product: { sku: "LAMP-ARC", name: "Arc floor lamp" },
          quantity: 6,
          unitPrice: { amount: "99.90", currency: "EUR" },
          net: { amount: "599.40" },
        },
        { product: { sku: "CABLE-3G15" }, quantity: 12.5 },
      ],
      gross: { amount: "736.16" },
      shipments: [{ status: "DONE", location: { id: "LYON", name: "Lyon warehouse" } }],
      invoices: [{ kind: "INVOICE", status: "PAID", gross: { amount: "736.16" }, due: { amount: "0.00" } }],
    });
    expect(paid.shipments[0].lines).toContainEqual({ product: { sku: "LAMP-ARC" }, quantity: 6 });
  });

  it("shows an order to its customer and to staff, and to nobody else", async () => {
    const staff = await graph.token({ scopes: ["orders:read"] });
    const all = await graph.query(`{ orders(first: 50) { nodes { id externalReference customer { id } } } }`, { token: staff });
    const order = all.data.orders.nodes.find((one: { externalReference: string }) => one.externalReference === "WEB-1003");
    expect(order.customer.id).toBe("C-00003");
    const ask = async (token?: string) =>
      graph.query(`query ($id: ID!) { order(id: $id) { externalReference } }`, {
        variables: { id: order.id },
        ...(token === undefined ? {} : { token }),
      });
    expect((await ask(await graph.token({ customer: "C-00003" }))).data.order).toEqual({ externalReference: "WEB-1003" });
    expect((await ask(await graph.token({ customer: "C-00001" }))).data.order).toBeNull();
    expect((await ask()).errors).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
  });

  it("goes on when Tryton has ended the gateway's session", async () => {
    tryton.endSessions();
    const { data, errors } = await graph.query(page, { variables: { skus: ["CHAIR-STD"] } });
    expect(errors).toBeUndefined();
    expect(data.products[0].stock.onHand).toBe(58);
  });

  it("keeps the content on the page, and names the system, when Tryton is gone", async () => {
    const mortal = await startTryton();
    await using orphan = await graphOver(mortal);
    await mortal[Symbol.asyncDispose]();
    const { data, errors } = await orphan.query(page, { variables: { skus: ["CHAIR-STD"] } });
    expect(data.products[0]).toMatchObject({ name: "Office chair", stock: null, price: null });
    for (const error of errors ?? [])
      expect(error.extensions).toMatchObject({ code: "SYSTEM_UNAVAILABLE", system: "erp", retryable: true });
    expect(new Set(errors?.map(({ path }) => path?.at(-1)))).toEqual(new Set(["stock", "price", "priceBreaks"]));
  });
});

function graphOver(tryton: RunningTryton): Promise<Graph> {
  return startGraph(catalogueOf(trytonProducts), {
    systems: { erp: trytonSystem(tryton) },
    subgraphs: { erp: { system: "erp" }, orders: { system: "erp" }, crm: { system: "erp" } },
  });
}

function priceOf(sku: string, priceList: string, [net = "", bulk = ""]: readonly string[]): object {
  return { sku, price: { net: { amount: net }, priceList }, bulk: { net: { amount: bulk } } };
}
