import type { FastifyInstance } from "fastify";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import type { Clock, RunningTelemetry, TokenVerifier } from "#platform";
import type { Settings } from "../config/index.js";
import { createEngine, type EngineOptions } from "../engine/index.js";
import { readTrustedDocuments } from "../limits/index.js";
import { createApolloServer, ownRules } from "./apollo.js";
import { withEventStreams } from "./event-streams/event-stream-door.js";
import { createHttpServer, serveGraphql } from "./http-door.js";
import type { Changes } from "./lane/change-marks.js";
import { createLanes } from "./lane/create-lanes.js";
import { createDocuments } from "./sockets/documents.js";
import { serveSockets } from "./sockets/socket-door.js";
import { answerWith } from "./subscriptions/answer-once.js";
import { createSharedStreams } from "./subscriptions/shared-streams.js";
import { createReadiness, serveHealth, type Readiness } from "./readiness.js";

/** What a supergraph is served with. */
export interface ServeOptions {
  readonly supergraphSdl: string;
  readonly sourceOf: EngineOptions["sourceOf"];
  readonly settings: Settings["server"];
  readonly engine: Settings["engine"];
  /** Names of the headers that travel to any subgraph over HTTP, in lower case. */
  readonly forwarded: readonly string[];
  readonly operations: Settings["operations"];
  readonly cache: Pick<Settings["cache"], "answers">;
  /** What this node knows of changes in connected systems. */
  readonly changes?: Changes;
  readonly verifier: TokenVerifier;
  readonly telemetry: RunningTelemetry;
  readonly clock: Clock;
  readonly log: Logger;
  /** What else is served: called before the server listens. */
  readonly addDoors?: (app: FastifyInstance) => void;
}

/** A server that listens. */
export interface RunningServer extends AsyncDisposable {
  /** Base URL, without a path. */
  readonly url: string;
  /** Readiness off, requests under way finished (within the grace time), connections closed. */
  readonly close: () => Promise<void>;
}

/** Serves a supergraph at `/graphql`, with health and metrics beside it. */
export async function serveSupergraph(options: ServeOptions): Promise<RunningServer> {
  const { settings, telemetry, log, clock } = options;
  const engine = await createEngine({ ...options, settings: options.engine });
  const trusted = options.operations.trustedDocuments && readTrustedDocuments(options.operations.trustedDocuments);
  const lanes = createLanes({ ...options, engine, trusted, maxDocuments: options.engine.maxPlans });
  const apollo = createApolloServer({
    engine,
    introspection: settings.introspection,
    log,
    plugins: lanes.plugins,
    persistedQueries: lanes.persistedQueries,
  });
  const documents = createDocuments(engine, { max: options.engine.maxPlans, rules: ownRules, trusted });
  await apollo.start();
  const app = createHttpServer({ settings, log, telemetry });
  const readiness = createReadiness();
  serveHealth(app, readiness, telemetry);
  const door = { settings, forwarded: options.forwarded, verifier: options.verifier, telemetry, clock, log };
  const streams = createSharedStreams({ ...door, engine, settings: settings.subscriptions });
  const live = { ...door, streams, answer: answerWith(apollo, (context) => context), documents };
  serveGraphql(app, withEventStreams(app, lanes.handlerOver(apollo), live), door);
  serveSockets(app, live);
  options.addDoors?.(app);
  await app.listen({ host: settings.host, port: settings.port });
  readiness.turnOn();
  const close = closeOnce(async () => {
    await closeGracefully(app, readiness, { ...settings, clock });
    await apollo.stop();
  });
  return { url: addressOf(app, settings.host), close, [Symbol.asyncDispose]: close };
}

/** Readiness first, so that no new request is sent here; then those under way finish; then connections close, at the latest after the grace time. */
export async function closeGracefully(
  app: FastifyInstance,
  readiness: Readiness,
  { drainDelayMs, shutdownGraceMs, clock }: { drainDelayMs: number; shutdownGraceMs: number; clock: Clock },
): Promise<void> {
  readiness.turnOff();
  if (drainDelayMs > 0) await clock.wait(drainDelayMs);
  const grace = setTimeout(() => app.server.closeAllConnections(), shutdownGraceMs);
  await app.close();
  clearTimeout(grace);
}

/** Where a listening server answers. */
export function addressOf(app: FastifyInstance, host: string): string {
  const address = app.server.address();
  const port = isBound(address) ? address.port : 0;
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

function isBound(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === "object" && address !== null;
}

/** Runs a closing once, however often it is asked for. */
export function closeOnce(work: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | undefined;
  return () => (closing ??= work());
}
