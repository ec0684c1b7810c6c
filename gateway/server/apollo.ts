import { ApolloServer, type ApolloServerOptions, type ApolloServerPlugin } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { GraphQLFormattedError } from "graphql";
import type { Logger } from "pino";
import type { Engine, GatewayContext } from "../engine/index.js";
import { finiteNumbers } from "./finite-numbers.js";
import { operationLimits } from "./operation-limits.js";

/** What the GraphQL server stands on. */
export interface ApolloOptions {
  readonly engine: Engine;
  readonly introspection: boolean;
  readonly log: Logger;
  /** What hears of the operations that Apollo Server answers. */
  readonly plugins: readonly ApolloServerPlugin<GatewayContext>[];
  /** Where automatic persisted queries are kept. */
  readonly persistedQueries?: ApolloServerOptions<GatewayContext>["persistedQueries"];
}

/** Bounds what the parser will look at: a listing page of a shop takes some hundred tokens. */
export const maxTokens = 20_000;

/** What is refused of valid documents, at every door. */
export const ownRules = [operationLimits, finiteNumbers] as const;

/** Apollo Server over the engine: GraphQL over HTTP's rules, no reporting to anybody, no stack traces to clients. */
export function createApolloServer({ engine, introspection, log, plugins, persistedQueries }: ApolloOptions): ApolloServer<GatewayContext> {
  return new ApolloServer<GatewayContext>({
    gateway: engine,
    introspection,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens },
    ...(persistedQueries && { persistedQueries }),
    validationRules: [...ownRules],
    logger: { debug: () => undefined, info: (m) => log.debug(m), warn: (m) => log.warn(m), error: (m) => log.error(m) },
    formatError: (formatted, error) => readableError(formatted, error, log),
    plugins: [
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      ...plugins,
    ],
  });
}

/** Everything a client sees has a code and a retry verdict; what came without one is a client's mistake, or ours and then masked. */
export function readableError(formatted: GraphQLFormattedError, error: unknown, log: Logger): GraphQLFormattedError {
  const { message, path, locations, extensions } = formatted;
  const { serviceName: _subgraph, stacktrace: _trace, http: _status, ...kept } = extensions ?? {};
  const isUnexpected = kept.code === "INTERNAL_SERVER_ERROR" || kept.code === undefined;
  if (isUnexpected && kept.subgraph === undefined) log.error({ err: error }, "an operation failed unexpectedly");
  return {
    message: isUnexpected ? "Something went wrong here; it is logged." : readable(message),
    ...(path && { path }),
    ...(locations && { locations }),
    extensions: { retryable: false, ...kept, code: kept.code ?? "INTERNAL_SERVER_ERROR" },
  };
}

// The parser goes down with the nesting, and its stack ends before the limit on tokens does.
function readable(message: string): string {
  return message.startsWith("Maximum call stack") ? "The operation is nested too deeply to be read; ask for less at once." : message;
}
