import { fillCatalogue } from "./fill-catalogue.mjs";
import { fillCustomers } from "./fill-customers.mjs";
import { fillOrders } from "./fill-orders.mjs";
import { hireReader } from "./hire-reader.mjs";
import { openChannels } from "./open-channels.mjs";
import { adminSession } from "./graphql-session.mjs";

/**
 * Fills an empty Vendure through its own APIs: channels, stock locations, variants, customers, a cart and an order.
 *
 * @param {{ adminUrl: string, shopUrl: string, user: string, password: string }} server
 * @returns {Promise<object>} what a test needs to know of it
 */
export async function fillShop(server) {
  const admin = await adminSession(server.adminUrl, server);
  const channels = await openChannels(admin);
  const catalogue = await fillCatalogue(admin, channels);
  const customers = await fillCustomers(admin);
  const orders = await fillOrders({ admin, shopUrl: server.shopUrl, variants: catalogue.variants });
  return {
    channels: channels.summary,
    locations: catalogue.locations.map(({ name }) => name),
    skus: catalogue.variants.map(({ sku }) => sku),
    skuWithoutYen: catalogue.skuWithoutYen,
    disabledSku: catalogue.disabledSku,
    ...(await hireReader(admin, channels)),
    customers,
    ...orders,
  };
}
