import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import type { GraphQLSchema } from "graphql";
import type { Logger } from "pino";
import { createTokenVerifier, type Subgraph } from "#platform";
import type { Settings } from "../config/index.js";
import { isPresentable, masked, subgraphStreams, type Engine } from "../engine/index.js";
import { withEventStreams } from "./event-streams/event-stream-door.js";
import { createHttpServer, callerOf, settleCaller } from "./http-door.js";
import { createReadiness, serveHealth } from "./readiness.js";
import { addressOf, closeGracefully, closeOnce, type RunningServer } from "./serve-supergraph.js";
import { createDocuments } from "./sockets/documents.js";
import { serveSockets } from "./sockets/socket-door.js";
import type { GatewayOptions } from "./start-gateway.js";
import { answerWith } from "./subscriptions/answer-once.js";
import { createSharedStreams } from "./subscriptions/shared-streams.js";

/** What a subgraph is served with. */
export interface ServeSubgraphOptions extends Required<Pick<GatewayOptions, "telemetry" | "log" | "clock">> {
  readonly settings: Pick<Settings, "server" | "auth" | "engine">;
}

/**
 * Serves a subgraph alone at `/graphql`, over HTTP and for its subscriptions over WebSocket (graphql-transport-ws), whose messages tell a gateway
 * the place of each event.
 */
export async function serveSubgraph(subgraph: Subgraph, options: ServeSubgraphOptions): Promise<RunningServer> {
  const { settings, telemetry, log, clock } = options;
  const apollo = apolloOver(subgraph, log);
  await apollo.start();
  const app = createHttpServer({ settings: settings.server, log, telemetry });
  const door = { settings: settings.server, forwarded: [], verifier: createTokenVerifier(settings.auth), telemetry, clock, log };
  const readiness = createReadiness();
  serveHealth(app, readiness, telemetry);
  const askApollo = fastifyApolloHandler(apollo, {
    context: (request) => Promise.resolve(subgraph.createContext(callerOf(request))),
  });
  const engine = subgraphStreams(subgraph, { log, clock });
  const live = {
    ...door,
    streams: createSharedStreams({ ...door, engine, settings: settings.server.subscriptions, tellsPlace: true }),
    answer: answerWith(apollo, (context) => context.contextOf(subgraph, context.deadline)),
    documents: createDocuments(loaded(subgraph.schema), { max: settings.engine.maxPlans, rules: [] }),
  };
  const handler = withEventStreams(app, async (request, reply) => reply.send(await askApollo.call(app, request, reply)), live);
  app.route({ url: "/graphql", method: ["GET", "POST"], preHandler: settleCaller(door), handler });
  serveSockets(app, live);
  await app.listen({ host: settings.server.host, port: settings.server.port });
  readiness.turnOn();
  const close = closeOnce(async () => {
    await closeGracefully(app, readiness, { ...settings.server, clock });
    await apollo.stop();
  });
  return { url: addressOf(app, settings.server.host), close, [Symbol.asyncDispose]: close };
}

function apolloOver(subgraph: Subgraph, log: Logger): ApolloServer<object> {
  return new ApolloServer<object>({
    schema: subgraph.schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    csrfPrevention: true,
    formatError: (formatted, error) => {
      if (isPresentable(error)) return formatted;
      log.error({ err: error, subgraph: subgraph.name }, "a resolver failed unexpectedly");
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
}

// A subgraph's schema is there from the beginning, and stays.
function loaded(apiSchema: GraphQLSchema): Pick<Engine, "onSchemaLoadOrUpdate"> {
  return {
    onSchemaLoadOrUpdate: (listener) => {
      listener({ apiSchema, coreSupergraphSdl: "" });
      return () => undefined;
    },
  };
}
