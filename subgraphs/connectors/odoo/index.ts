import { defineConnector } from "#sdk";
import { odooChanges } from "./changes.js";
import { odooApi } from "./client.js";
import { odooCustomers } from "./customers.js";
import { classifyOdooAnswer } from "./faults.js";
import { odooInteractions } from "./interactions.js";
import { odooInvoices } from "./invoices.js";
import { odooOrders } from "./orders.js";
import { odooPrices } from "./prices.js";
import { odooSettings } from "./settings.js";
import { odooShipments } from "./shipments.js";
import { odooStock } from "./stock.js";
import { odooSuppliers } from "./suppliers.js";
import { odooScheme, odooWebhooks } from "./webhooks.js";

/** Odoo as the system that knows stock, prices, orders and what hangs on them, and customers. */
export default defineConnector({
  name: "odoo",
  title: "Odoo",
  versions: "18.0",
  docs: "https://www.odoo.com/documentation/18.0/developer/reference/external_api.html",
  settings: odooSettings,
  ports: ["stock", "prices", "orders", "invoices", "shipments", "suppliers", "customers", "interactions", "changes", "webhooks"],
  baseUrl: ({ url }) => url,
  limits: ({ requestsPerSecond, concurrency, timeoutMs }) => ({ perSecond: requestsPerSecond, concurrency, timeoutMs }),
  classify: classifyOdooAnswer,
  quirks: [
    {
      title: "Errors come with HTTP 200",
      why: "What failed is the name of a Python exception in the body; a wrong password at login is not even that, but the answer `false`.",
      source: "Seen on Odoo 18.0",
    },
    {
      title: "Stock and prices take two requests a batch",
      why: "Products and price rules are two models without a link to read along, asked side by side; so are goods that are there and goods that are to come, the latter asked for only when there are any.",
    },
    {
      title: "Prices are worked out here",
      why: "Odoo's own price calculation is a private method that cannot be called from outside, so that the rules are read and followed.",
      source: "https://www.odoo.com/documentation/18.0/applications/sales/sales/products_prices/prices/pricing.html",
    },
    {
      title: "Stock has no stamp",
      why: "A product's `write_date` does not move when stock is reserved, and no stamp covers receipts; the version is a hash of the state.",
      source: "Seen on Odoo 18.0",
    },
    {
      title: "References are not unique",
      why: "Odoo lets two products share an internal reference and two partners a reference; the one that was made first counts.",
    },
    {
      title: "A deleted price rule is not among the changes",
      why: "Odoo keeps no trace of a deleted record. Stock is safe, because a quant that is deleted leaves its move; a rule that shall no longer hold is better archived or given an end date.",
      source: "Seen on Odoo 18.0",
    },
    {
      title: "A person has one name",
      why: "Its last word is taken for the family name.",
    },
    {
      title: "Interactions are found among a contact's newest messages",
      why: "Odoo's own notifications stand in the same list and are skipped; where there are many of them, older interactions are not reached.",
    },
    {
      title: "A price list that a customer is given shows after 30 seconds",
      why: "Which list a customer has is remembered that long; prices and rules themselves are always read.",
    },
  ],
  webhooks: odooScheme,
  connect: (context) => {
    const api = odooApi(context);
    return {
      stock: odooStock(api, context),
      prices: odooPrices(api, context),
      orders: odooOrders(api),
      invoices: odooInvoices(api),
      shipments: odooShipments(api, context),
      suppliers: odooSuppliers(api, context),
      customers: odooCustomers(api),
      interactions: odooInteractions(api),
      changes: odooChanges(api, context),
      webhooks: odooWebhooks(api),
    };
  },
});
