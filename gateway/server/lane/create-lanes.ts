import type { ApolloServer, ApolloServerPlugin } from "@apollo/server";
import type { Logger } from "pino";
import type { Telemetry } from "#platform";
import type { Settings } from "../../config/index.js";
import type { Engine, GatewayContext } from "../../engine/index.js";
import { forwardedHeaders, type GraphqlHandler } from "../http-door.js";
import { createOperationMetrics } from "../operation-metrics.js";
import { createAcceptedTypes } from "./accepted-types.js";
import { createChangeMarks, type Changes } from "./change-marks.js";
import { graphqlHandler } from "./graphql-handler.js";
import { createGraphqlLane, type HeadersOf } from "./graphql-lane.js";
import { createKnownDocuments } from "./known-documents.js";

/** Both ways through the HTTP door. */
export interface Lanes {
  /** What Apollo Server tells the lane by. */
  readonly plugins: readonly ApolloServerPlugin<GatewayContext>[];
  /** The handler of `/graphql`, once Apollo Server has started. */
  readonly handlerOver: (apollo: ApolloServer<GatewayContext>) => GraphqlHandler;
}

/** What the lanes stand on. */
export interface LanesOptions {
  readonly engine: Engine;
  readonly operations: Settings["operations"];
  /** Names of the headers that travel to any subgraph over HTTP, in lower case. */
  readonly forwarded: readonly string[];
  /** Most documents that are remembered. */
  readonly maxDocuments: number;
  /** What this node knows of changes in connected systems; without it only mutations through this gateway count. */
  readonly changes?: Changes;
  readonly telemetry: Telemetry;
  readonly log: Logger;
}

/** Builds the lane beside Apollo Server, and what both tell each other by. */
export function createLanes({ engine, operations, forwarded, maxDocuments, changes, telemetry, log }: LanesOptions): Lanes {
  const documents = createKnownDocuments({ max: maxDocuments, telemetry });
  const metrics = createOperationMetrics(telemetry);
  const marks = createChangeMarks(changes);
  const mediaTypes = createAcceptedTypes();
  const { execute } = engine;
  const headersOf: HeadersOf = ({ headers }) => forwardedHeaders(headers, forwarded);
  const lane =
    execute &&
    createGraphqlLane({ execute, documents, mediaTypes, metrics, marks, shareInFlight: operations.shareInFlight, headersOf, log });
  return {
    plugins: [documents.plugin, metrics.plugin, marks.plugin],
    handlerOver: (apollo) => graphqlHandler({ apollo, lane, mediaTypes, headersOf }),
  };
}
