import type { FastifyRequest } from "fastify";
import type { SimulatorDefinition } from "../simulator/simulator.js";
import { adminPath, registerAdminApi } from "./admin/admin-api.js";
import { subscribeAll } from "./admin/subscribe-all.js";
import { apiVersion } from "./api-version.js";
import { rootFieldOf } from "./graphql/prepare-operation.js";
import { seedShop } from "./seed/seed-shop.js";
import { openShopData } from "./shop-data.js";
import { registerStorefrontApi, storefrontPath } from "./storefront/storefront-api.js";

/** A shop that speaks Shopify's Admin and Storefront GraphQL APIs (https://shopify.dev/docs/api). */
export const shopifySimulator: SimulatorDefinition = {
  vendor: "shopify",
  seed: seedShop,
  routes: (app, world) => {
    registerAdminApi(app, world);
    registerStorefrontApi(app, world);
    // Also for versions that it does not speak, the vendor answers unknown paths in JSON.
    app.setNotFoundHandler((_request, reply) => reply.code(404).send({ errors: "Not Found" }));
  },
  operationOf,
  subscribe: subscribeAll,
  credentials: ({ store, url }) => {
    const { adminToken, storefrontToken, clientSecret } = openShopData(store).shop();
    return { url: url(), apiVersion, accessToken: adminToken, storefrontAccessToken: storefrontToken, webhookSecret: clientSecret };
  },
};

/** For example `admin.productVariants` or `storefront.cart`. */
function operationOf(request: FastifyRequest): string | undefined {
  const api = request.url.startsWith(adminPath) ? "admin" : request.url.startsWith(storefrontPath) ? "storefront" : undefined;
  const field = api && rootFieldOf(request.body);
  return field && `${api}.${field}`;
}
