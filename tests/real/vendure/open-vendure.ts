import { pino } from "pino";
import { type ConnectedSystem, openSystem } from "../../../subgraphs/connectors/sdk/open-system.js";
import vendure from "../../../subgraphs/connectors/vendure/index.js";
import type { RunningVendure } from "./start-vendure.js";

/** The connector opened on a running server, as the settings of a merchant would open it. */
export interface OpenVendure extends AsyncDisposable {
  readonly ports: Required<
    Pick<ConnectedSystem["ports"], "listings" | "carts" | "stock" | "prices" | "orders" | "shipments" | "customers">
  >;
}

/** Opens the connector as an administrator who may only read, unless the settings say otherwise. */
export function openVendure(server: RunningVendure, settings: Readonly<Record<string, unknown>> = {}): OpenVendure {
  const login = "apiKey" in settings ? {} : { user: server.reader.user, password: server.reader.password };
  const system = openSystem({
    name: "shop",
    connector: vendure,
    rawSettings: { url: new URL("/", server.adminUrl).href, customerNumberField: "customerNumber", ...login, ...settings },
    log: pino({ level: "silent" }),
  });
  return { ports: offered(system), [Symbol.asyncDispose]: system.close };
}

function offered({ ports }: ConnectedSystem): OpenVendure["ports"] {
  const { listings, carts, stock, prices, orders, shipments, customers } = ports;
  if (!listings || !carts || !stock || !prices || !orders || !shipments || !customers) throw new Error("the connector lacks a port");
  return { listings, carts, stock, prices, orders, shipments, customers };
}
