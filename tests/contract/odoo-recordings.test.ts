import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { emptyMerchant, startSimulator, type RunningSimulator } from "#systems";
import { odooSimulator } from "../../subgraphs/systems/odoo/index.js";
import { restoreRecordedState, type RecordedCall } from "./odoo-recorded-state.js";

const contracts = process.env["CONTRACTS_DIR"];

const exchange = z.object({
  label: z.string(),
  request: z.object({
    path: z.string(),
    body: z.object({
      id: z.number(),
      params: z.object({ service: z.string(), method: z.string(), args: z.array(z.unknown()) }),
    }),
  }),
  response: z.object({ status: z.number(), body: z.record(z.string(), z.unknown()) }),
});
type Exchange = z.output<typeof exchange>;

const fieldList = z.record(z.string(), z.record(z.string(), z.unknown()));

describe.skipIf(contracts === undefined)("traffic recorded with a real Odoo 18.0 (needs CONTRACTS_DIR)", () => {
  describe.each(["odoo18-jsonrpc-recorded.json", "odoo18-stock-flow-recorded.json"])("%s", (file) => {
    let odoo: RunningSimulator;
    beforeAll(async () => {
      odoo = await startSimulator(odooSimulator, { merchant: emptyMerchant });
      restoreRecordedState(odoo.store, readExchanges(join(contracts ?? "", "odoo", file)).map(toCall));
      // The recorded server had the module stock_sms, which asks at the first delivery.
      const companies = odoo.store.collection<Record<string, unknown>>("res.company");
      companies.put(1, { ...companies.get(1), stock_move_sms_validation: true });
    });
    afterAll(() => odoo.close());

    it.each(contracts === undefined ? [] : readExchanges(join(contracts, "odoo", file)))("$label", async (recorded) => {
      const answer = await replay(odoo, recorded);
      expect(answer.status).toBe(recorded.response.status);
      if (recorded.label.startsWith("fields_get")) expectKnownFields(answer.body, recorded.response.body);
      else expect(normalised(answer.body)).toEqual(normalised(recorded.response.body));
    });
  });
});

function readExchanges(file: string): Exchange[] {
  return z.array(exchange).parse(JSON.parse(readFileSync(file, "utf8")));
}

function toCall({ request, response }: Exchange): RecordedCall {
  const [, , , model, method] = request.body.params.args;
  return { model: String(model), method: String(method), result: response.body["result"] };
}

/** The same request, except that the simulator's database has another name. */
async function replay(odoo: RunningSimulator, { request }: Exchange): Promise<{ status: number; body: Record<string, unknown> }> {
  const { params } = request.body;
  const args = params.service === "common" && params.args.length === 0 ? [] : [odoo.credentials["database"], ...params.args.slice(1)];
  const body = JSON.stringify({ ...request.body, jsonrpc: "2.0", method: "call", params: { ...params, args } });
  const response = await fetch(new URL(request.path, odoo.url), { method: "POST", headers: { "content-type": "application/json" }, body });
  return { status: response.status, body: z.record(z.string(), z.unknown()).parse(await response.json()) };
}

/** Every field that is simulated is a field of the real model, with the same attributes. */
function expectKnownFields(answer: Record<string, unknown>, recorded: Record<string, unknown>): void {
  const simulated = fieldList.parse(answer["result"]);
  const real = fieldList.parse(recorded["result"]);
  const names = Object.keys(simulated).filter((name) => !fieldsOfOtherModules.has(name));
  expect(names.filter((name) => !(name in real))).toEqual([]);
  const attributes = (fields: z.output<typeof fieldList>): object =>
    Object.fromEntries(names.map((name) => [name, { ...fields[name], selection: undefined }]));
  expect(attributes(simulated)).toEqual(attributes(real));
  for (const name of names) {
    const choices = real[name]?.["selection"];
    if (Array.isArray(choices) && !openSelections.has(name)) expect(choices).toEqual(expect.arrayContaining(choicesOf(simulated[name])));
  }
}

function choicesOf(field: Record<string, unknown> | undefined): unknown[] {
  const choices = field?.["selection"];
  return Array.isArray(choices) ? choices : [];
}

/** Fields of modules that the recorded server did not have: delivery, mrp. */
const fieldsOfOtherModules = new Set(["carrier_id"]);

/** Choices that depend on what is installed. */
const openSelections = new Set(["lang", "tz", "service_tracking"]);

/** Stamps differ from run to run, a traceback shows the server's own files, and view ids are those of one installation. */
function normalised(value: unknown, key = ""): unknown {
  if (key === "debug") return "a traceback";
  if (key === "write_date" || key === "create_date") return "a stamp";
  if (key === "view_id" || key === "views") return "a view";
  if (Array.isArray(value)) return value.map((one) => normalised(one));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, normalised(one, name)]));
}
