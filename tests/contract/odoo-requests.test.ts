import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fastify } from "fastify";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { customerId, orderId, priceListId, sku } from "#model";
import { openSystem, type Call, type Ports } from "#sdk";
import odoo from "../../subgraphs/connectors/odoo/index.js";

const contracts = process.env["CONTRACTS_DIR"];

/** Fields of a model as the real server described them. */
type FieldList = Readonly<Record<string, { readonly relation?: string | undefined }>>;

interface Sent {
  readonly model: string;
  readonly keywords: {
    readonly domain: readonly unknown[];
    readonly specification: Specification;
    readonly order?: string | undefined;
  };
}

interface Specification {
  readonly [field: string]: { readonly fields?: Specification | undefined };
}

const specificationShape: z.ZodType<Specification> = z.lazy(() =>
  z.record(z.string(), z.object({ fields: specificationShape.optional() })),
);
const sentShape = z.object({
  params: z.object({
    service: z.string(),
    args: z.tuple([
      z.unknown(),
      z.unknown(),
      z.unknown(),
      z.string(),
      z.literal("web_search_read"),
      z.unknown(),
      z.object({ domain: z.array(z.unknown()), specification: specificationShape, order: z.string().optional() }),
    ]),
  }),
});

describe.skipIf(contracts === undefined)("what the connector asks Odoo (needs CONTRACTS_DIR)", () => {
  it("names only fields that a real Odoo 18.0 has, in specifications, domains and orders", async () => {
    const models = readModels(contracts ?? "");
    const sent = await collectRequests();
    const asked = new Set(sent.map(({ model }) => model));
    expect([...models.keys()].filter((model) => asked.has(model)).length).toBeGreaterThanOrEqual(5);
    expect(sent.flatMap((request) => unknownFields(request, models))).toEqual([]);
  });
});

/** The models whose `fields_get` was recorded. */
function readModels(folder: string): Map<string, FieldList> {
  const text = readFileSync(join(folder, "odoo", "odoo18-jsonrpc-recorded.json"), "utf8");
  const recorded = z
    .array(z.object({ label: z.string(), response: z.object({ body: z.object({ result: z.unknown().optional() }) }) }))
    .parse(JSON.parse(text));
  const fields = z.record(z.string(), z.object({ relation: z.string().optional() }));
  const described = recorded.filter(({ label }) => label.startsWith("fields_get:"));
  return new Map(described.map(({ label, response }) => [label.replace("fields_get:", ""), fields.parse(response.body.result)]));
}

/** Uses every port once against a server that knows nothing, and tells what it was asked. */
async function collectRequests(): Promise<Sent[]> {
  const sent: Sent[] = [];
  const server = fastify();
  server.post("/jsonrpc", (request) => {
    const read = sentShape.safeParse(request.body);
    if (!read.success) return { jsonrpc: "2.0", id: 1, result: 2 };
    const [, , , model, , , keywords] = read.data.params.args;
    sent.push({ model, keywords });
    return { jsonrpc: "2.0", id: 1, result: { records: [], length: 0 } };
  });
  const url = await server.listen({ host: "127.0.0.1", port: 0 });
  const rawSettings = { url, database: "any", username: "any", password: "any" };
  const system = openSystem({ name: "erp", connector: odoo, rawSettings, log: pino({ level: "silent" }) });
  await askEverything(system.ports, {});
  await system.close();
  await server.close();
  return sent;
}

async function askEverything(
  { stock, prices, orders, invoices, shipments, suppliers, customers, interactions }: Partial<Ports>,
  call: Call,
): Promise<void> {
  const [one, someone, first] = [sku("SKU"), customerId("C-1"), orderId("S1")];
  const list = { id: priceListId("1"), name: "Public", currency: "EUR" };
  const money = { amount: "0.00", currency: "EUR" };
  const order = {
    id: first,
    vendorId: "1",
    status: "DRAFT",
    placedAt: "2026-01-01",
    lines: [],
    net: money,
    tax: money,
    gross: money,
  } as const;
  await stock?.locations(call);
  await stock?.stockOf([one], call);
  await prices?.listFor({ customer: someone, groups: ["A"] }, call).catch(() => undefined);
  await prices?.schedules([one], list, call);
  await orders?.orders([first], call);
  const time = "2026-01-01T00:00:00Z";
  await orders?.search(
    {
      first: 2,
      customer: someone,
      statuses: ["PAID", "DRAFT", "SHIPPED", "CANCELLED"],
      placedSince: time,
      updatedSince: time,
      externalReference: "x",
    },
    call,
  );
  await invoices?.invoicesOf([order], call);
  await shipments?.shipmentsOf([order], call);
  await suppliers?.offersFor([one], call);
  await suppliers?.billsOfMaterialsOf([one], call);
  await customers?.customers([someone], call);
  await interactions?.interactionsOf([someone], 3, call);
  await customers?.search({ first: 2, text: "x", email: "x@example.com", group: "A" }, call);
}

/** Paths that a request names and the recorded models do not have; models that were not recorded are not judged. */
function unknownFields({ model, keywords }: Sent, models: ReadonlyMap<string, FieldList>): string[] {
  const conditions = keywords.domain.flatMap((term) => (Array.isArray(term) ? [String(term[0])] : []));
  const sorted = (keywords.order ?? "").split(",").flatMap((part) => part.trim().split(" ", 1)[0] ?? []);
  const paths = [...pathsOf(keywords.specification), ...conditions, ...sorted.filter((name) => name !== "")];
  return paths.filter((path) => !isKnown(path.split("."), model, models)).map((path) => `${model}: ${path}`);
}

function pathsOf(specification: Specification): string[] {
  return Object.entries(specification).flatMap(([name, { fields }]) => [name, ...pathsOf(fields ?? {}).map((path) => `${name}.${path}`)]);
}

function isKnown([head = "", ...rest]: readonly string[], model: string, models: ReadonlyMap<string, FieldList>): boolean {
  const fields = models.get(model);
  if (fields === undefined) return true;
  const field = fields[head];
  if (field === undefined) return false;
  return rest.length === 0 || (field.relation !== undefined && isKnown(rest, field.relation, models));
}
