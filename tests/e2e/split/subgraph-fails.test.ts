import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startRelay, type Relay, type RelayMode } from "../../support/start-relay.js";
import { startStack, type Stack } from "../../support/start-stack.js";
import { allSubgraphs } from "./operations.js";

const deadlineMs = 2500;
const page =
  "query($skus: [ID!]!) { products(skus: $skus) { sku name stock { available } price { net { amount } priceList } listing { title } } }";

describe("a subgraph over HTTP", () => {
  const relays = new Map<string, Relay>();
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({
      overHttp: allSubgraphs,
      change: (settings) => ({ ...settings, server: { ...settings.server, requestTimeoutMs: deadlineMs } }),
      between: async (subgraph, address) => {
        const relay = await startRelay(address);
        relays.set(subgraph, relay);
        return relay.address;
      },
    });
    await stack.query(page, { variables: { skus: skus() } });
  });
  afterEach(() => relays.forEach((relay) => relay.turn("pass")));
  afterAll(async () => {
    await stack[Symbol.asyncDispose]();
    await Promise.all([...relays.values()].map((relay) => relay[Symbol.asyncDispose]()));
  });

  const skus = (): string[] => stack.merchant.products.slice(0, 5).map(({ sku }) => sku);
  const relayOf = (subgraph: string): Relay => {
    const relay = relays.get(subgraph);
    if (relay === undefined) throw new Error(`No relay before "${subgraph}".`);
    return relay;
  };

  it.each([
    ["reset", "SUBGRAPH_UNAVAILABLE"],
    ["unavailable", "SUBGRAPH_UNAVAILABLE"],
    ["garbage", "SUBGRAPH_BAD_ANSWER"],
    ["hang", "SUBGRAPH_TIMEOUT"],
  ] satisfies [RelayMode, string][])("takes only its own fields with it when it fails by %s", async (mode, code) => {
    relayOf("erp").turn(mode);
    const startedAt = performance.now();
    const { status, data, errors } = await stack.query(page, { variables: { skus: skus() } });
    expect(performance.now() - startedAt).toBeLessThan(deadlineMs);
    expect(status).toBe(200);
    expect(data.products.map(({ sku }: { sku: string }) => sku)).toEqual(skus());
    expect(data.products[0]).toMatchObject({ name: expect.any(String), listing: { title: expect.any(String) }, stock: null, price: null });
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.extensions).toEqual({ code, subgraph: "erp", retryable: true });
  });

  it("serves again as soon as it is back", async () => {
    relayOf("erp").turn("reset");
    await stack.query(page, { variables: { skus: skus() } });
    relayOf("erp").turn("pass");
    const { data, errors } = await stack.query(page, { variables: { skus: skus() } });
    expect(errors).toBeUndefined();
    expect(data.products[0].stock).toMatchObject({ available: expect.any(Number) });
  });

  it("is told how long the gateway still waits", async () => {
    relayOf("erp").forget();
    await stack.query(page, { variables: { skus: skus() }, headers: { "x-passerelle-timeout-ms": "2000" } });
    const [told] = relayOf("erp").seen.map((headers) => Number(headers["x-passerelle-timeout-ms"]));
    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThan(2000);
  });

  it("names the system that hangs, before the gateway gives up on the subgraph", async () => {
    stack.systems.shop.faults.add([{ match: {}, fault: "hang" }]);
    try {
      const { data, errors } = await stack.query(page, { variables: { skus: skus() } });
      expect(data.products[0]).toMatchObject({ name: expect.any(String), stock: { available: expect.any(Number) }, listing: null });
      expect(errors?.[0]).toMatchObject({ path: ["products", 0, "listing"], extensions: { code: "SYSTEM_TIMEOUT", system: "shop" } });
    } finally {
      stack.systems.shop.faults.clear();
    }
  });

  it("knows who is asking", async () => {
    const ask = async (customer?: string): Promise<string> => {
      const token = customer === undefined ? undefined : await stack.token({ customer });
      const { data } = await stack.query(page, { variables: { skus: skus() }, ...(token !== undefined && { token }) });
      return data.products[0].price.priceList;
    };
    expect(new Set([await ask(), await ask("C-00001"), await ask("C-00002")]).size).toBe(3);
    const { data } = await stack.query("{ me { id } }", { token: await stack.token({ customer: "C-00003" }) });
    expect(data.me.id).toBe("C-00003");
  });
});
