import { defineConnector } from "#sdk";
import { vendureCarts } from "./carts.js";
import { vendureApi } from "./client.js";
import { vendureCustomers } from "./customers.js";
import { classifyVendureAnswer } from "./faults.js";
import { vendureListings } from "./listings.js";
import { vendureOrders } from "./orders.js";
import { vendurePrices } from "./prices.js";
import { QUIRKS } from "./quirks.js";
import { vendureSettings } from "./settings.js";
import { vendureShipments } from "./shipments.js";
import { vendureShop } from "./shop.js";
import { vendureStock } from "./stock.js";
import { vendureWebhooks } from "./webhooks.js";

/** Vendure over its Admin GraphQL API: a shop that can also be a small merchant's source of stock, prices, customers and orders. */
export default defineConnector({
  name: "vendure",
  title: "Vendure",
  versions: "3.7",
  docs: "https://docs.vendure.io/reference/graphql-api/admin/queries",
  settings: vendureSettings,
  ports: ["listings", "carts", "stock", "prices", "orders", "shipments", "customers", "webhooks"],
  baseUrl: ({ url }) => url,
  limits: ({ requestsPerSecond, concurrency }) => ({ perSecond: requestsPerSecond, concurrency }),
  classify: classifyVendureAnswer,
  quirks: QUIRKS,
  webhooks: vendureWebhooks.scheme,
  connect: (context) => {
    const shop = vendureShop(context, vendureApi(context));
    return {
      listings: vendureListings(shop),
      carts: vendureCarts(shop),
      stock: vendureStock(shop),
      prices: vendurePrices(shop),
      orders: vendureOrders(shop),
      shipments: vendureShipments(shop),
      customers: vendureCustomers(shop),
      webhooks: vendureWebhooks.port(),
    };
  },
});
