import { pino } from "pino";
import { z } from "zod";
import { openSystem, type Call, type Ports } from "#sdk";
import { generateMerchant, startSimulator, type Merchant, type RunningSimulator } from "#systems";
import odoo from "../../subgraphs/connectors/odoo/index.js";
import { odooSimulator } from "../../subgraphs/systems/odoo/index.js";

/** An Odoo with the demo merchant's records, and the connector joined to it. */
export interface OpenOdoo extends AsyncDisposable {
  readonly merchant: Merchant;
  readonly server: RunningSimulator;
  readonly ports: Partial<Ports>;
  readonly call: Call;
  /** Calls a method of a model as a clerk's tool would, for example `sale.order.create`; throws with the Python exception's name. */
  readonly asClerk: (operation: string, args: readonly unknown[], keywords?: Readonly<Record<string, unknown>>) => Promise<unknown>;
}

const answerShape = z.object({
  result: z.unknown().optional(),
  error: z.object({ data: z.object({ name: z.string(), message: z.string() }) }).optional(),
});

/** Starts a server of its own and connects to it, with these settings besides the login. */
export async function openOdoo({ settings = {} }: { settings?: Readonly<Record<string, unknown>> } = {}): Promise<OpenOdoo> {
  const merchant = generateMerchant({ products: 120, customers: 30 });
  const server = await startSimulator(odooSimulator, { merchant });
  const { database, username, password } = server.credentials;
  const system = openSystem({
    name: "erp",
    connector: odoo,
    rawSettings: { ...server.credentials, ...settings },
    log: pino({ level: "silent" }),
  });
  const rpc = async (service: string, method: string, args: readonly unknown[]): Promise<unknown> => {
    const body = JSON.stringify({ jsonrpc: "2.0", method: "call", id: 1, params: { service, method, args } });
    const response = await fetch(`${server.url}/jsonrpc`, { method: "POST", headers: { "content-type": "application/json" }, body });
    const { result, error } = answerShape.parse(await response.json());
    if (error !== undefined) throw new Error(`${error.data.name}: ${error.data.message}`);
    return result;
  };
  const uid = await rpc("common", "authenticate", [database, username, password, {}]);
  return {
    merchant,
    server,
    ports: system.ports,
    call: {},
    asClerk: (operation, args, keywords = {}) => {
      const [, model, method] = /^(.*)[.](\w+)$/.exec(operation) ?? [];
      return rpc("object", "execute_kw", [database, uid, password, model, method, args, keywords]);
    },
    [Symbol.asyncDispose]: async () => {
      await system.close();
      await server.close();
    },
  };
}

/** The first id that a search answered. */
export function firstId(ids: unknown): number {
  const [first] = z.array(z.number()).parse(ids);
  if (first === undefined) throw new Error("The search found nothing.");
  return first;
}
