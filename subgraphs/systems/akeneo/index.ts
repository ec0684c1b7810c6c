import type { FastifyInstance } from "fastify";
import type { SimulatorDefinition, SimulatorWorld } from "../simulator/simulator.js";
import { openPim, stamp } from "./documents.js";
import { negotiate } from "./headers.js";
import { mediaRoutes, storageRoute } from "./media-routes.js";
import { authenticate, connection, tokenRoute } from "./oauth.js";
import { answerProblems } from "./problem.js";
import { modelRoutes } from "./products/model-routes.js";
import { productRoutes } from "./products/product-routes.js";
import * as resources from "./reference/resources.js";
import { resourceRoutes } from "./reference/routes.js";
import { measurementRoute } from "./reference/measurement-route.js";
import { seedProducts } from "./seed/seed-products.js";
import { seedStructure } from "./seed/seed-structure.js";
import { akeneoWebhooks, akeneoWebhookSecret } from "./webhooks.js";

/**
 * An Akeneo PIM: version 7 of its REST API (api.akeneo.com), OAuth2 included.
 *
 * Left out: assets and reference entities (Enterprise), catalogs, drafts, and uploads of media files.
 */
export const akeneoSimulator: SimulatorDefinition = {
  vendor: "akeneo",
  seed: (merchant, { store, now }) => {
    const seed = { pim: openPim(store), merchant, at: stamp(now()) };
    seedStructure(seed);
    seedProducts(seed);
  },
  routes: (app, world) => {
    storageRoute(app, openPim(world.store));
    app.register(async (api) => apiRoutes(api, world), { prefix: "/api" });
  },
  webhooks: akeneoWebhooks,
  credentials: ({ url }) => ({
    url: url(),
    ...connection,
    webhookSecret: akeneoWebhookSecret,
    mediaBaseUrl: `${url()}/file_storage/catalog/`,
  }),
};

function apiRoutes(api: FastifyInstance, world: SimulatorWorld): void {
  const pim = openPim(world.store);
  const office = { pim, now: world.now };
  answerProblems(api);
  negotiate(api);
  tokenRoute(api, office);
  api.register(async (rest) => {
    rest.addHook("onRequest", async (request) => authenticate(request, office));
    const both = { pim, world };
    productRoutes(rest, both, "uuid");
    productRoutes(rest, both, "identifier");
    modelRoutes(rest, both);
    resourceRoutes(rest, both, resources.categories);
    resourceRoutes(rest, both, resources.families);
    resourceRoutes(rest, both, resources.familyVariants);
    resourceRoutes(rest, both, resources.attributes);
    resourceRoutes(rest, both, resources.attributeOptions);
    resourceRoutes(rest, both, resources.attributeGroups);
    resourceRoutes(rest, both, resources.channels);
    resourceRoutes(rest, both, resources.locales);
    resourceRoutes(rest, both, resources.currencies);
    measurementRoute(rest);
    mediaRoutes(rest, pim);
  });
}
