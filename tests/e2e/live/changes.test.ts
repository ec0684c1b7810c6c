import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countStock, odooClerk, type OdooCall } from "../../contract/odoo-clerk.js";
import { startStack, type Stack } from "../../support/start-stack.js";
import { connect, listen } from "../subscriptions/listen.js";

const lamp = "DSK-001-NAT-100";

/** A change of stock or price, as a webhook that tells nothing but the SKU brings it in. */
function noticeOf(type: "stock.changed" | "price.changed", subject: string) {
  return { type, subject, system: "erp", origin: "webhook" as const, receivedAt: new Date().toISOString() };
}

describe("a subscription to stock", () => {
  let stack: Stack;
  let clerk: OdooCall;
  beforeAll(async () => {
    stack = await startStack();
    clerk = await odooClerk(stack.systems.erp);
  });
  afterAll(() => stack[Symbol.asyncDispose]());
  const open = () => connect(`${stack.url.replace("http", "ws")}/graphql`);
  const count = async (sku: string, quantity: number) => {
    await countStock(clerk, sku, quantity);
    await stack.gateway.events.publish([noticeOf("stock.changed", sku)]);
  };
  const stockOf = async (sku: string): Promise<number> =>
    (await stack.query(`{ product(sku: "${sku}") { stock { onHand } } }`)).data.product.stock.onHand;

  it("tells the stock as it is, then each change, with whatever else of the graph is asked for", async () => {
    const client = open();
    const stream = listen(
      client,
      `subscription { stockChanged(skus: ["${lamp}"]) { kind cursor stock { onHand available } product { sku name price { net { amount currency } } } } }`,
    );
    const { data: first } = await stream.next();
    expect(first.stockChanged).toMatchObject({
      kind: "SNAPSHOT",
      cursor: expect.stringMatching(/^\d+-\d+$/),
      stock: { onHand: await stockOf(lamp) },
      product: { sku: lamp, name: expect.any(String), price: { net: { amount: expect.any(String), currency: "EUR" } } },
    });
    const before = first.stockChanged.stock.onHand;
    await count(lamp, 4321);
    const { data: second } = await stream.next();
    expect(second.stockChanged.kind).toBe("CHANGE");
    expect(second.stockChanged.stock.onHand).toBe(await stockOf(lamp));
    expect(second.stockChanged.stock.onHand).not.toBe(before);
    await stream.stop();
    await client.dispose();
  });

  it("tells the stock of the asked places only, and nothing when another place has changed", async () => {
    const locations = (await stack.query(`{ product(sku: "${lamp}") { stock { levels { location { id } onHand } } } }`)).data.product.stock
      .levels as { location: { id: string }; onHand: number }[];
    const [one, ...others] = locations;
    const client = open();
    const text = `subscription($at: [ID!]) { stockChanged(skus: ["${lamp}"], locations: $at) { kind stock { onHand levels { location { id } } } } }`;
    const here = listen(client, text, { variables: { at: [one!.location.id] } });
    const everywhere = listen(client, text, { variables: { at: null } });
    expect((await here.next()).data.stockChanged.stock).toEqual({ onHand: one!.onHand, levels: [{ location: { id: one!.location.id } }] });
    const { data } = await everywhere.next();
    expect(data.stockChanged.stock.levels).toHaveLength(1 + others.length);
    await client.dispose();
  });

  it("refuses what it cannot tell", async () => {
    const client = open();
    const refusal = async (asked: string) => (await listen(client, `subscription { stockChanged(${asked}) { cursor } }`).next()).errors[0];
    const many = JSON.stringify(Array.from({ length: 101 }, (_, at) => `S${at}`));
    for (const asked of ["skus: []", `skus: ${many}`, 'skus: ["A"], after: "yesterday"', 'skus: ["A"], locations: ["MOON"]']) {
      expect(await refusal(asked), asked).toMatchObject({ extensions: { code: "BAD_USER_INPUT", subgraph: "erp" } });
    }
    expect(await refusal('skus: ["NO-SUCH"]')).toMatchObject({
      message: expect.stringContaining("NO-SUCH"),
      extensions: { code: "BAD_USER_INPUT" },
    });
    await client.dispose();
  });

  it("asks the ERP once for each change, however many subscribe", async () => {
    const client = connect(`${stack.url.replace("http", "ws")}/graphql`);
    const streams = Array.from({ length: 50 }, (_, at) =>
      listen(client, `subscription S${at} { stockChanged(skus: ["${lamp}"]) { kind stock { onHand } } }`),
    );
    await Promise.all(streams.map((stream) => stream.next()));
    await countStock(clerk, lamp, 777);
    stack.systems.erp.calls.reset();
    await stack.gateway.events.publish([noticeOf("stock.changed", lamp)]);
    const told = await Promise.all(streams.map((stream) => stream.next()));
    expect(new Set(told.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(stack.systems.erp.calls.read().total).toBeLessThanOrEqual(2);
    await client.dispose();
  });

  it("resumes after a cursor: what has changed meanwhile, and nothing else", async () => {
    const [other] = stack.merchant.products.filter(({ sku }) => sku !== lamp);
    const client = open();
    const text = `subscription($skus: [ID!]!, $after: String) { stockChanged(skus: $skus, after: $after) { kind cursor product { sku } stock { onHand } } }`;
    const skus = [lamp, other!.sku];
    const stream = listen(client, text, { variables: { skus } });
    await stream.next();
    const { cursor } = (await stream.next()).data.stockChanged;
    await stream.stop();
    for (const quantity of [11, 12, 13]) await count(lamp, quantity);
    const resumed = listen(client, text, { variables: { skus, after: cursor } });
    expect((await resumed.next()).data.stockChanged).toMatchObject({
      kind: "CHANGE",
      product: { sku: lamp },
      stock: { onHand: await stockOf(lamp) },
    });
    const gone = listen(client, text, { variables: { skus: [lamp], after: "1000-0" } });
    expect((await gone.next()).data.stockChanged.kind).toBe("SNAPSHOT");
    await client.dispose();
  });
});

describe("a subscription to prices", () => {
  it("tells each viewer their own price", async () => {
    await using stack = await startStack();
    const token = await stack.token({ customer: "C-00002" });
    const url = `${stack.url.replace("http", "ws")}/graphql`;
    const text = `subscription { priceChanged(skus: ["${lamp}"]) { kind product { sku } price { net { amount } priceList } ten: price(quantity: 10) { net { amount } } } }`;
    const [reseller, anybody] = [connect(url, { connectionParams: { authorization: `Bearer ${token}` } }), connect(url)];
    const told = await Promise.all([listen(reseller, text).next(), listen(anybody, text).next()]);
    const asked = await Promise.all(
      [{ token }, {}].map((options) =>
        stack.query(
          `{ product(sku: "${lamp}") { price { net { amount } priceList } ten: price(quantity: 10) { net { amount } } } }`,
          options,
        ),
      ),
    );
    for (const [at, { data }] of told.entries()) {
      expect(data.priceChanged).toEqual({ kind: "SNAPSHOT", product: { sku: lamp }, ...asked[at]!.data.product });
    }
    expect(told[0].data.priceChanged.price).not.toEqual(told[1].data.priceChanged.price);
    await Promise.all([reseller.dispose(), anybody.dispose()]);
  });
});
