import type { FastifyError, FastifyInstance } from "fastify";
import type { SimulatorDefinition, SimulatorWorld } from "../simulator/simulator.js";
import { registerAssociationRoutes } from "./association-routes.js";
import { authorise } from "./authorise.js";
import { registerBatchRoutes } from "./batch-routes.js";
import { registerObjectRoutes } from "./object-routes.js";
import { operationName } from "./operation-name.js";
import { registerOwnerRoutes } from "./owner-routes.js";
import { accountOf } from "./portal.js";
import { HubSpotProblem, invalid, notFound, unreadable } from "./problem.js";
import { registerPropertyRoutes } from "./property-routes.js";
import { createRateLimit } from "./rate-limit.js";
import { seedAccount } from "./seed.js";
import { hubspotWebhooks, hubspotWebhookSecret } from "./webhooks.js";

/** A CRM that speaks HubSpot's CRM API v3 and associations v4 over the merchant's customers. */
export const hubspotSimulator: SimulatorDefinition = {
  vendor: "hubspot",
  seed: seedAccount,
  routes: (app, world) => {
    // A scope of its own, so that the framework's routes need no token.
    void app.register(async (scope) => registerVendorRoutes(scope, world));
    app.setNotFoundHandler((request, reply) =>
      reply.code(404).send(notFound(`No such resource: ${request.method} ${request.url}`).toBody()),
    );
  },
  operationOf: operationName,
  webhooks: hubspotWebhooks,
  credentials: ({ store, url }) => ({ baseUrl: url(), accessToken: accountOf(store).accessToken, webhookSecret: hubspotWebhookSecret }),
};

function registerVendorRoutes(app: FastifyInstance, world: SimulatorWorld): void {
  const limit = createRateLimit(world);
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const problem = problemOf(error);
    return reply.code(problem.status).send(problem.toBody());
  });
  app.addHook("preHandler", async (request, reply) => {
    limit(request, reply);
    authorise(world, request);
  });
  registerObjectRoutes(app, world);
  registerBatchRoutes(app, world);
  registerPropertyRoutes(app, world);
  registerAssociationRoutes(app, world);
  registerOwnerRoutes(app, world);
}

function problemOf(error: FastifyError): HubSpotProblem {
  if (error instanceof HubSpotProblem) return error;
  if (error.code === "FST_ERR_CTP_INVALID_MEDIA_TYPE")
    return new HubSpotProblem(415, "Unsupported Media Type", { category: "VALIDATION_ERROR" });
  if (error.statusCode === 400) return unreadable(error.message);
  if (error.name === "ZodError") return invalid(`Invalid query: ${error.message}`);
  return new HubSpotProblem(500, "internal error", { category: "INTERNAL_ERROR" });
}
