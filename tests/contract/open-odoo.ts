import { pino } from "pino";
import { openSystem, type Call, type Ports } from "#sdk";
import { generateMerchant, startSimulator, type Merchant, type RunningSimulator } from "#systems";
import odoo from "../../subgraphs/connectors/odoo/index.js";
import { odooSimulator } from "../../subgraphs/systems/odoo/index.js";
import { odooClerk, type OdooCall } from "./odoo-clerk.js";

/** An Odoo with the demo merchant's records, and the connector joined to it. */
export interface OpenOdoo extends AsyncDisposable {
  readonly merchant: Merchant;
  readonly server: RunningSimulator;
  readonly ports: Partial<Ports>;
  readonly call: Call;
  /** Calls a method of a model as a clerk's tool would, for example `sale.order.create`; throws with the Python exception's name. */
  readonly asClerk: OdooCall;
}

/** Starts a server of its own and connects to it, with these settings besides the login. */
export async function openOdoo({ settings = {} }: { settings?: Readonly<Record<string, unknown>> } = {}): Promise<OpenOdoo> {
  const merchant = generateMerchant({ products: 120, customers: 30 });
  const server = await startSimulator(odooSimulator, { merchant });
  const system = openSystem({
    name: "erp",
    connector: odoo,
    rawSettings: { ...server.credentials, ...settings },
    log: pino({ level: "silent" }),
  });
  return {
    merchant,
    server,
    ports: system.ports,
    call: {},
    asClerk: await odooClerk(server),
    [Symbol.asyncDispose]: async () => {
      await system.close();
      await server.close();
    },
  };
}
