import { z } from "zod";
import { customerId, locationId, sku, type CustomerRecord, type Page, type StockRecord } from "#model";
import { batched } from "../batches.js";
import { defineConnector, type ConnectorContext } from "../connector.js";
import { pagesByOffset } from "../pages.js";
import type { CustomersPort, StockPort } from "../ports.js";

const settings = z.strictObject({
  url: z.url().describe("Address of the system."),
  apiKey: z.string().describe("Key of the API user.").meta({ secret: true }),
});
type Context = ConnectorContext<z.output<typeof settings>>;

const stockRows = z.array(z.object({ code: z.string(), place: z.string(), quantity: z.number() }));
const places = z.array(z.object({ code: z.string(), label: z.string() }));
const people = z.object({ count: z.number(), rows: z.array(z.object({ code: z.string(), email: z.string() })) });

/** A connector for the smallest vendor there can be: see `tinyVendor`. */
export const tinyConnector = defineConnector({
  name: "tiny",
  title: "Tiny",
  versions: "1",
  docs: "https://tiny.example/docs",
  quirks: [],
  settings,
  ports: ["stock", "customers"],
  baseUrl: ({ url }) => url,
  limits: () => ({ perSecond: 1_000, concurrency: 4, timeoutMs: 1_000 }),
  connect: (context) => ({ stock: stockPort(context), customers: customersPort(context) }),
});

function asking({ http, settings: { apiKey } }: Context) {
  return <Schema extends z.ZodType>(
    path: string,
    query: Record<string, string | number | readonly string[]>,
    rest: { call: object; schema: Schema },
  ) =>
    http.json(
      { operation: path.slice(1), method: "GET", path, query, headers: { "x-api-key": apiKey }, effect: "read", call: rest.call },
      rest.schema,
    );
}

function stockPort(context: Context): StockPort {
  const ask = asking(context);
  const known = context.remember({
    name: "places",
    ttlMs: 60_000,
    load: (_key: "all", call) => ask("/places", {}, { call, schema: places }),
  });
  return {
    locations: async (call) =>
      (await known.get("all", call)).map(({ code, label }) => ({ id: locationId(code), name: label, kind: "WAREHOUSE" })),
    stockOf: (skus, call) =>
      batched({ keys: skus, size: 200, load: async (part) => byProduct(await ask("/stock", { code: part }, { call, schema: stockRows })) }),
    scan: async function* (call) {
      const load = (offset: number, limit: number) => ask("/stock", { offset, limit }, { call, schema: stockRows });
      for await (const page of pagesByOffset({ pageSize: 2, load })) yield [...byProduct(page).values()];
    },
  };
}

function byProduct(rows: Readonly<z.output<typeof stockRows>>): Map<ReturnType<typeof sku>, StockRecord> {
  return new Map(
    rows.map(({ code, place, quantity }) => {
      const levels = [{ location: locationId(place), onHand: quantity, reserved: 0 }];
      return [sku(code), { sku: sku(code), levels, incoming: [], version: String(quantity) }];
    }),
  );
}

function customersPort(context: Context): CustomersPort {
  const ask = asking(context);
  const toRecord = ({ code, email }: { code: string; email: string }): CustomerRecord => {
    return { id: customerId(code), email, groups: [], addresses: [], preferences: [], consents: [] };
  };
  return {
    customers: (ids, call) =>
      batched({
        keys: ids,
        size: 500,
        load: async (part) =>
          new Map(
            (await ask("/people", { code: part }, { call, schema: people })).rows.map((row) => [customerId(row.code), toRecord(row)]),
          ),
      }),
    search: async ({ first, after = "0", email }, call): Promise<Page<CustomerRecord>> => {
      const query = { offset: after, limit: first, ...(email === undefined ? {} : { email }) };
      const { rows, count } = await ask("/people", query, { call, schema: people });
      const items = rows.map((row, index) => ({ item: toRecord(row), cursor: String(Number(after) + index + 1) }));
      return { items, hasNextPage: Number(after) + rows.length < count, totalCount: count };
    },
  };
}
