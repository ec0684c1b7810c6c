import type { SimulatorDefinition } from "../simulator/simulator.js";
import { createRegistry } from "./models/registry.js";
import { operationOf, registerRoutes } from "./rpc/routes.js";
import type { Login } from "./rpc/services.js";
import { seedMerchant } from "./seed/seed-merchant.js";
import { odooWebhooks, odooWebhookSecret } from "./webhooks.js";

const database = "demo";

/**
 * An Odoo 18 that answers `POST /jsonrpc` (Odoo 18 documentation, "External API"), written from the vendor's documentation and from traffic
 * recorded with a real 18.0. User `admin`, password `admin`, database `demo`.
 */
export const odooSimulator: SimulatorDefinition = {
  vendor: "odoo",
  seed: (merchant, world) => seedMerchant(merchant, world, createRegistry()),
  operationOf,
  routes: (app, world) => registerRoutes(app, world, { registry: createRegistry(), database }),
  webhooks: odooWebhooks,
  credentials: ({ store, url }) => {
    const login = store.collection<Login>("_logins").find((one) => one.login === "admin");
    return { url: url(), database, username: login?.login ?? "", password: login?.password ?? "", webhookSecret: odooWebhookSecret };
  },
};
