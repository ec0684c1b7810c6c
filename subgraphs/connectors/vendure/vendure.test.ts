import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { cartId, sku } from "#model";
import { openSystem } from "#sdk";
import { type Answering, startVendor, type TestVendor } from "../sdk/testing/start-vendor.js";
import vendure from "./index.js";

const sent = z.object({ operationName: z.string(), variables: z.record(z.string(), z.unknown()) });
type Answers = Readonly<Record<string, (variables: Readonly<Record<string, unknown>>, times: number) => unknown>>;

const WINDOW = {
  data: { activeChannel: { code: "main", defaultCurrencyCode: "EUR" }, globalSettings: { serverConfig: { moneyStrategyPrecision: 2 } } },
};
const denied = { data: null, errors: [{ message: "not authorized", path: ["orders"], extensions: { code: "FORBIDDEN" } }] };

describe("the Vendure connector", () => {
  it.each([24, 500])("asks once for the listings of %i products", async (count) => {
    await using vendor = await startVendor(speaking({ Listings: () => ({ data: { productVariants: { items: [] } } }) }));
    await using system = open(vendor);
    const skus = Array.from({ length: count }, (_, index) => sku(`SKU-${index}`));
    expect(await system.ports.listings?.listingsOf(skus, {})).toEqual(new Map());
    expect(operations(vendor)).toEqual(["Login", "Listings"]);
  });

  it("asks nothing for no products", async () => {
    await using vendor = await startVendor(speaking({}));
    await using system = open(vendor);
    expect(await system.ports.listings?.listingsOf([], {})).toEqual(new Map());
    expect(operations(vendor)).toEqual([]);
  });

  it("logs in again, once, when Vendure has ended the session", async () => {
    const carts = (_: unknown, times: number): unknown => (times === 1 ? denied : { data: { orders: { items: [] } } });
    await using vendor = await startVendor(speaking({ Carts: carts, ShopWindow: () => WINDOW }));
    await using system = open(vendor);
    expect(await system.ports.carts?.carts([cartId("A")], {})).toEqual(new Map());
    expect(operations(vendor).filter((name) => name !== "ShopWindow")).toEqual(["Login", "Carts", "Login", "Carts"]);
    const tokens = vendor.received.filter(({ body }) => body.includes('"Carts"')).map(({ headers }) => headers.authorization);
    expect(tokens).toEqual(["Bearer token-1", "Bearer token-2"]);
  });

  it("says that the administrator lacks the right when a new login changes nothing", async () => {
    await using vendor = await startVendor(speaking({ StockLocations: () => denied }));
    await using system = open(vendor);
    await expect(system.ports.stock?.locations({})).rejects.toMatchObject({
      code: "SYSTEM_UNAUTHORIZED",
      detail: { vendorCode: "FORBIDDEN" },
    });
    expect(operations(vendor)).toEqual(["Login", "StockLocations", "Login", "StockLocations"]);
  });

  it("tells nothing of an internal error's text, and says that it may pass", async () => {
    const broken = { data: null, errors: [{ message: "duplicate key ada@example.com", extensions: { code: "INTERNAL_SERVER_ERROR" } }] };
    await using vendor = await startVendor(speaking({ StockLocations: () => broken }));
    await using system = open(vendor);
    const failure: unknown = await system.ports.stock?.locations({}).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "SYSTEM_UNAVAILABLE", retry: "later" });
    expect(JSON.stringify(failure) + String(failure)).not.toContain("ada@example.com");
  });

  it("asks for the priced ones when one product without a price spoils the batch", async () => {
    const gap = {
      data: null,
      errors: [{ message: "?", path: ["productVariants", "items", 1, "price"], extensions: { code: "INTERNAL_SERVER_ERROR" } }],
    };
    const variant = { sku: "A", enabled: true, currencyCode: "EUR", price: 1_000, priceWithTax: 1_200, taxRateApplied: { value: 20 } };
    const items = [
      { id: "1", prices: [{ currencyCode: "EUR" }] },
      { id: "2", prices: [] },
    ];
    const answers: Answers = {
      ShopWindow: () => WINDOW,
      Prices: () => gap,
      PricedCurrencies: () => ({ data: { productVariants: { items } } }),
      PricesById: ({ ids }) => ({ data: { productVariants: { items: JSON.stringify(ids) === '["1"]' ? [variant] : [] } } }),
    };
    await using vendor = await startVendor(speaking(answers));
    await using system = open(vendor);
    const list = await system.ports.prices?.listFor({ groups: [] }, {});
    if (!list) throw new Error("no price list");
    const schedules = await system.ports.prices?.schedules([sku("A"), sku("B")], list, {});
    expect([...(schedules?.keys() ?? [])]).toEqual(["A"]);
  });

  it("says so when the server gives no bearer token", async () => {
    await using vendor = await startVendor((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" }).end('{"data":{"login":{"id":"1"}}}');
    });
    await using system = open(vendor);
    await expect(system.ports.stock?.locations({})).rejects.toThrow(/tokenMethod/u);
  });

  it("refuses an answer of another shape", async () => {
    await using vendor = await startVendor(speaking({ StockLocations: () => ({ data: { stockLocations: { items: [{ id: 1 }] } } }) }));
    await using system = open(vendor);
    await expect(system.ports.stock?.locations({})).rejects.toMatchObject({ code: "SYSTEM_BAD_ANSWER" });
  });

  it.each([
    ["nothing to log in with", {}],
    ["a user without a password", { user: "admin" }],
    ["both a key and a login", { user: "admin", password: "secret", apiKey: "key" }],
  ])("refuses settings with %s", (_what, login) => {
    expect(() => vendure.prepare({ url: "https://shop.example", ...login })).toThrow(/either apiKey, or both user and password/u);
  });
});

function open({ url }: TestVendor) {
  const rawSettings = { url, user: "admin", password: "secret" };
  const system = openSystem({ name: "shop", connector: vendure, rawSettings, log: pino({ level: "silent" }) });
  return { ports: system.ports, [Symbol.asyncDispose]: system.close };
}

function speaking(answers: Answers): Answering {
  const times = new Map<string, number>();
  return ({ body }, response) => {
    const { operationName: name, variables } = sent.parse(JSON.parse(body));
    const turn = (times.get(name) ?? 0) + 1;
    times.set(name, turn);
    const answer = name === "Login" ? { data: { login: { id: "1" } } } : answers[name]?.(variables, turn);
    const token: Record<string, string> = name === "Login" ? { "vendure-auth-token": `token-${turn}` } : {};
    response.writeHead(200, { "content-type": "application/json", ...token }).end(JSON.stringify(answer));
  };
}

function operations({ received }: TestVendor): string[] {
  return received.map(({ body }) => sent.parse(JSON.parse(body)).operationName);
}
