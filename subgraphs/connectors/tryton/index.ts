import { defineConnector } from "#sdk";
import { trytonChanges } from "./changes.js";
import { trytonApi } from "./client.js";
import { trytonCustomers } from "./customers.js";
import { classifyTrytonAnswer } from "./faults.js";
import { trytonInvoices } from "./invoices.js";
import { trytonOrders } from "./orders.js";
import { trytonPrices } from "./prices.js";
import { trytonQuirks } from "./quirks.js";
import { trytonSettings } from "./settings.js";
import { trytonShipments } from "./shipments.js";
import { trytonStock } from "./stock.js";
import { trytonSuppliers } from "./suppliers.js";
import { trytonWebhooks } from "./webhooks.js";

/** Tryton as ERP and CRM, over its JSON-RPC. */
export default defineConnector({
  name: "tryton",
  title: "Tryton",
  versions: "6.0",
  docs: "https://docs.tryton.org/6.0/server/",
  settings: trytonSettings,
  ports: ["stock", "prices", "orders", "invoices", "shipments", "customers", "suppliers", "changes", "webhooks"],
  baseUrl: ({ url }) => url,
  limits: ({ requestsPerSecond, concurrency, timeoutMs }) => ({ perSecond: requestsPerSecond, concurrency, timeoutMs }),
  classify: classifyTrytonAnswer,
  quirks: trytonQuirks,
  webhooks: trytonWebhooks.scheme,
  connect: (context) => {
    const api = trytonApi(context);
    return {
      stock: trytonStock(api, context),
      prices: trytonPrices(api, context),
      orders: trytonOrders(api),
      invoices: trytonInvoices(api),
      shipments: trytonShipments(api),
      customers: trytonCustomers(api),
      suppliers: trytonSuppliers(api, context),
      changes: trytonChanges(api, context),
      webhooks: trytonWebhooks.port(),
    };
  },
});
