import { z } from "zod";
import { SystemUnauthorized, type Call, type ConnectorContext, type KeptSession } from "#sdk";
import type { OdooSettings } from "./settings.js";

/** A condition in Odoo's prefix notation: `["name", "=", "x"]`, `"&"`, `"|"`, `"!"`. */
export type Domain = readonly (string | readonly [string, string, unknown])[];

/** Fields to read, and of linked records theirs: `{ partner_id: { fields: { ref: {} } } }`. */
export interface Specification {
  readonly [field: string]: {
    readonly fields?: Specification;
    /** Of a list: how many records are read, the others come with their id only. */
    readonly limit?: number;
    readonly order?: string;
  };
}

/** What is read of one model. */
export interface OdooQuery {
  readonly model: string;
  readonly domain: Domain;
  readonly specification: Specification;
  readonly order?: string;
  readonly limit?: number;
}

/** One page of records. */
export interface OdooFound<Item> {
  readonly records: readonly Item[];
  /** How many records satisfy the domain, those beyond the limit too. */
  readonly length: number;
}

/** Odoo's JSON-RPC API: knows the address, the login and the envelope. */
export interface OdooApi {
  /**
   * Reads records with what hangs on them in one request: `web_search_read`, the method that Odoo's own web client uses (module web,
   * Odoo 17 and later).
   */
  readonly find: <Shape extends z.ZodType>(query: OdooQuery, record: Shape, call: Call) => Promise<OdooFound<z.output<Shape>>>;
}

const path = "/jsonrpc";

/** Opens the API with one login, which is taken when it is first needed. */
export function odooApi(context: ConnectorContext<OdooSettings>): OdooApi {
  const { settings, http } = context;
  const session: KeptSession<number> = context.session({ login: (call) => logIn(context, call) });
  return {
    find: (query, record, call) =>
      session.use(call, async (uid) => {
        const { model, ...keywords } = query;
        const args = [settings.database, uid, settings.password, model, "web_search_read", [], keywords];
        const request = { operation: `${model}.web_search_read`, method: "POST", path, effect: "read", call } as const;
        const answer = await http.json({ ...request, json: envelope("object", "execute_kw", args) }, foundSchema(record));
        return answer.result;
      }),
  };
}

async function logIn({ system, settings, http }: ConnectorContext<OdooSettings>, call: Call): Promise<number> {
  const { database, username, password } = settings;
  const operation = "common.authenticate";
  const json = envelope("common", "authenticate", [database, username, password, {}]);
  const { result } = await http.json({ operation, method: "POST", path, effect: "read", json, call }, loginSchema);
  // A wrong password is no error to Odoo: the answer is `false`, with HTTP 200.
  if (result === false) throw new SystemUnauthorized({ system, operation, reason: "Odoo does not know this login and password" });
  return result;
}

function envelope(service: string, method: string, args: readonly unknown[]): object {
  return { jsonrpc: "2.0", method: "call", id: 1, params: { service, method, args } };
}

const loginSchema = z.object({ result: z.union([z.number().int(), z.literal(false)]) });

function foundSchema<Shape extends z.ZodType>(record: Shape): z.ZodType<{ result: OdooFound<z.output<Shape>> }> {
  return z.object({ result: z.object({ records: z.array(record), length: z.number().int() }) });
}
