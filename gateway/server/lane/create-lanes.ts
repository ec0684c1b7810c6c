import type { ApolloServer, ApolloServerPlugin } from "@apollo/server";
import type { Logger } from "pino";
import type { Clock, Telemetry } from "#platform";
import { createKeptAnswers } from "../../cache/index.js";
import type { Settings } from "../../config/index.js";
import type { Engine, GatewayContext } from "../../engine/index.js";
import type { TrustedDocuments } from "../../limits/index.js";
import { forwardedHeaders, type GraphqlHandler } from "../http-door.js";
import { createOperationMetrics } from "../operation-metrics.js";
import { createAcceptedTypes } from "./accepted-types.js";
import { answerLifetimes } from "./answer-lifetimes.js";
import { createCacheControl, type HeadersOf } from "./cache-control.js";
import { createChangeMarks, type Changes } from "./change-marks.js";
import { graphqlHandler } from "./graphql-handler.js";
import { createGraphqlLane } from "./graphql-lane.js";
import { createPersistedQueries, type PersistedQueries } from "./persisted-queries.js";
import { resolveDocuments } from "./resolve-document.js";
import { createRunKnown } from "./run-known.js";
import { createKnownDocuments } from "./known-documents.js";

/** Both ways through the HTTP door. */
export interface Lanes {
  /** What Apollo Server tells the lane by. */
  readonly plugins: readonly ApolloServerPlugin<GatewayContext>[];
  /** Where Apollo Server keeps what clients register by hash. */
  readonly persistedQueries: PersistedQueries["forApollo"];
  /** The handler of `/graphql`, once Apollo Server has started. */
  readonly handlerOver: (apollo: ApolloServer<GatewayContext>) => GraphqlHandler;
}

/** What the lanes stand on. */
export interface LanesOptions {
  readonly engine: Engine;
  readonly supergraphSdl: string;
  readonly operations: Settings["operations"];
  readonly cache: Pick<Settings["cache"], "answers">;
  /** Names of the headers that travel to any subgraph over HTTP, in lower case. */
  readonly forwarded: readonly string[];
  /** Most documents that are remembered. */
  readonly maxDocuments: number;
  readonly trusted?: TrustedDocuments | undefined;
  /** What this node knows of changes in connected systems; without it only mutations through this gateway count. */
  readonly changes?: Changes | undefined;
  readonly telemetry: Telemetry;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Builds the lane beside Apollo Server, and what both tell each other by. */
export function createLanes(options: LanesOptions): Lanes {
  const { engine, supergraphSdl, operations, cache, forwarded, maxDocuments, changes, trusted, telemetry, clock, log } = options;
  const lifetimes = answerLifetimes(supergraphSdl, cache.answers.maxAgeMs);
  const documents = createKnownDocuments({ max: maxDocuments, lifetimes, telemetry });
  const metrics = createOperationMetrics(telemetry);
  const marks = createChangeMarks(changes);
  const mediaTypes = createAcceptedTypes();
  const { execute } = engine;
  const headersOf: HeadersOf = ({ headers }) => forwardedHeaders(headers, forwarded);
  const cacheControl = createCacheControl(forwarded, headersOf);
  const kept = createKeptAnswers(cache.answers, { clock, telemetry });
  const run = execute && createRunKnown({ execute, metrics, marks, kept, shareInFlight: operations.shareInFlight, headersOf, clock, log });
  const persisted = createPersistedQueries(telemetry);
  const resolve = resolveDocuments(persisted, trusted);
  const lane = run && createGraphqlLane({ run, documents, persisted, mediaTypes, cacheControl });
  return {
    persistedQueries: persisted.forApollo,
    plugins: [documents.plugin, metrics.plugin, marks.plugin],
    handlerOver: (apollo) => graphqlHandler({ apollo, lane, resolve, documents, mediaTypes, cacheControl, headersOf }),
  };
}
