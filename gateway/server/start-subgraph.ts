import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import { createTokenVerifier, systemClock } from "#platform";
import type { SubgraphName } from "../config/index.js";
import { isPresentable, masked } from "../engine/index.js";
import { buildSubgraph } from "./subgraphs.js";
import { openEvents } from "./open-events.js";
import { openSystems } from "./open-systems.js";
import { createHttpServer, callerOf, settleCaller } from "./http-door.js";
import { createReadiness, serveHealth } from "./readiness.js";
import { addressOf, closeGracefully, closeOnce, type RunningServer } from "./serve-supergraph.js";
import type { GatewayOptions } from "./start-gateway.js";

/**
 * Serves one of our subgraphs alone over HTTP, with the same settings file and the same token check as the gateway. Its `url` in the gateway's
 * settings is `<url>/graphql`.
 */
export async function startSubgraph(name: SubgraphName, options: GatewayOptions): Promise<RunningServer> {
  const { settings, telemetry, log, clock = systemClock } = options;
  const system = settings.subgraphs[name]?.system;
  const systems = await openSystems(settings, system === undefined ? [] : [system], { telemetry, log, clock });
  const events = await openEvents(settings, { telemetry, clock });
  const subgraph = await buildSubgraph(name, { settings, systems, events, telemetry, clock });
  const apollo = new ApolloServer<object>({
    schema: subgraph.schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    csrfPrevention: true,
    formatError: (formatted, error) => {
      if (isPresentable(error)) return formatted;
      log.error({ err: error, subgraph: name }, "a resolver failed unexpectedly");
      return masked(formatted.path);
    },
    plugins: [
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginCacheControlDisabled(),
    ],
  });
  await apollo.start();
  const app = createHttpServer({ settings: settings.server, log, telemetry });
  const readiness = createReadiness();
  serveHealth(app, readiness, telemetry);
  app.route({
    url: "/graphql",
    method: ["GET", "POST"],
    preHandler: settleCaller({ settings: settings.server, verifier: createTokenVerifier(settings.auth), clock }),
    handler: fastifyApolloHandler(apollo, { context: (request) => Promise.resolve(subgraph.createContext(callerOf(request))) }),
  });
  await app.listen({ host: settings.server.host, port: settings.server.port });
  readiness.turnOn();
  const close = closeOnce(async () => {
    await closeGracefully(app, readiness, { ...settings.server, clock });
    await apollo.stop();
    await subgraph.close?.();
    await events.close();
    await Promise.all([...systems.values()].map((one) => one.close()));
  });
  return { url: addressOf(app, settings.server.host), close, [Symbol.asyncDispose]: close };
}
