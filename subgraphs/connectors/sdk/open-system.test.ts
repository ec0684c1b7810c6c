import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { sku, type StockRecord } from "#model";
import { defineConnector, type ConnectorContext } from "./connector.js";
import { openSystem, type ConnectedSystem } from "./open-system.js";
import type { PortName, StockPort } from "./ports.js";
import { json, startVendor, type TestVendor } from "./testing/start-vendor.js";

const log = pino({ level: "silent" });
const settings = z.strictObject({ url: z.url().describe("Address."), password: z.string().describe("Password.").meta({ secret: true }) });
type Settings = z.output<typeof settings>;

const stockAnswer = z.array(z.object({ sku: z.string(), onHand: z.number() }));

function stockPort({ http }: ConnectorContext<Settings>): StockPort {
  return {
    locations: async () => [],
    stockOf: async (skus, call) => {
      const rows = await http.json(
        { operation: "stock", method: "GET", path: "/stock", query: { sku: skus }, effect: "read", call },
        stockAnswer,
      );
      return new Map(
        rows.map((row): [ReturnType<typeof sku>, StockRecord] => [
          sku(row.sku),
          { sku: sku(row.sku), levels: [], incoming: [], version: "1" },
        ]),
      );
    },
    scan: async function* () {
      yield [];
      throw new RangeError("anna@example.com is no number");
    },
  };
}

function open(vendor: TestVendor, ports: readonly PortName[] = ["stock"], port = stockPort): ConnectedSystem {
  const connector = defineConnector({
    name: "fake",
    title: "Fake",
    versions: "1",
    docs: "https://fake.example",
    quirks: [],
    settings,
    ports,
    baseUrl: ({ url }) => url,
    limits: () => ({ perSecond: 100, concurrency: 4 }),
    connect: (context): never => ({ stock: port(context) }) as never,
  });
  return openSystem({ name: "erp", connector, rawSettings: { url: vendor.url, password: "p" }, log });
}

describe("a connected system", () => {
  it("offers the connector's ports over its client", async () => {
    await using vendor = await startVendor(json([{ sku: "A", onHand: 1 }]));
    const system = open(vendor);
    const stock = await system.ports.stock?.stockOf([sku("A"), sku("B")], {});
    expect([...(stock?.keys() ?? [])]).toEqual(["A"]);
    expect(vendor.received[0]?.url).toBe("/stock?sku=A&sku=B");
    expect(system.health()).toMatchObject({ state: "closed", waiting: 0, underWay: 0 });
    expect(system.ports.prices).toBeUndefined();
    await system.close();
  });

  it("makes one of our errors of whatever a connector stumbles over, and quotes nothing", async () => {
    await using vendor = await startVendor();
    const system = open(vendor, ["stock"], () => ({ ...failing(), locations: () => Promise.reject(new TypeError("anna@example.com")) }));
    const failure = await system.ports.stock?.locations({}).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: "SYSTEM_BAD_ANSWER",
      detail: { system: "erp", operation: "stock.locations", reason: "TypeError" },
    });
    expect(String(failure)).not.toContain("anna");
  });

  it("does the same in the middle of a scan, and cleans up after one that is left early", async () => {
    await using vendor = await startVendor();
    const scanAll = async (): Promise<number> => {
      let pages = 0;
      for await (const page of open(vendor).ports.stock?.scan({}) ?? []) pages += page.length + 1;
      return pages;
    };
    await expect(scanAll()).rejects.toMatchObject({ code: "SYSTEM_BAD_ANSWER", detail: { operation: "stock.scan" } });

    let isClosed = false;
    const endless = async function* () {
      try {
        for (;;) yield [];
      } finally {
        isClosed = true;
      }
    };
    for await (const _page of open(vendor, ["stock"], () => ({ ...failing(), scan: endless })).ports.stock?.scan({}) ?? []) break;
    expect(isClosed).toBe(true);
  });

  it("tells a caller that left from a broken answer", async () => {
    await using vendor = await startVendor();
    const system = open(vendor, ["stock"], () => ({ ...failing(), locations: async ({ signal }) => (signal?.throwIfAborted(), []) }));
    await expect(system.ports.stock?.locations({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "SYSTEM_TIMEOUT" });
  });

  it("refuses wrong settings with their path, and a connector that breaks its declaration", async () => {
    await using vendor = await startVendor();
    expect(() => open({ ...vendor, url: "not a URL" })).toThrow(/url/);
    expect(() => open(vendor, ["stock", "prices"])).toThrow(/"prices" is declared and not given/);
    expect(() => open(vendor, [])).toThrow(/"stock" is given and not declared/);
  });
});

function failing(): StockPort {
  const fail = (): never => {
    throw new Error("not asked for in this test");
  };
  return { locations: fail, stockOf: fail, scan: fail };
}
