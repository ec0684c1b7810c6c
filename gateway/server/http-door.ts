import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Logger } from "pino";
import { once, type Clock, type RunningTelemetry, type SubgraphRequest, type TokenVerifier } from "#platform";
import { identify } from "../auth/index.js";
import type { Settings } from "../config/index.js";
import { TIMEOUT_HEADER } from "../engine/index.js";
import { answerError } from "./answer-error.js";
import { connectionsOf, type Connections } from "./connections-of.js";
import { landingPage } from "./landing-page.js";
import { checkNesting, checkNestingOfJson } from "./nesting.js";
import { traceRequests } from "./trace-requests.js";

declare module "fastify" {
  interface FastifyRequest {
    caller: SubgraphRequest | null;
  }
  interface FastifyInstance {
    leaveConnection: Connections["leave"];
  }
}

/** What the HTTP door stands on. */
export interface HttpDoorOptions {
  readonly settings: Settings["server"];
  /** Names of the headers that travel to any subgraph over HTTP, in lower case. */
  readonly forwarded: readonly string[];
  readonly verifier: TokenVerifier;
  readonly telemetry: RunningTelemetry;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Fastify with what every door of ours has: error answers, request tracing, body limit. */
export function createHttpServer({ settings, log, telemetry }: Pick<HttpDoorOptions, "settings" | "log" | "telemetry">): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = log;
  const app: FastifyInstance = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: settings.bodyLimitBytes,
    trustProxy: settings.trustProxy,
    forceCloseConnections: "idle",
    // Some HTTP clients offer HTTP/2 with an upgrade, and want an answer to their request when nobody takes it up.
    http: { shouldUpgradeCallback: (request) => app.server.listenerCount("upgrade") > 0 && wantsWebSocket(request) },
    return503OnClosing: true,
  });
  app.decorateRequest("caller", null);
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(answerNotFound);
  app.addHook("onRequest", refuseWrongHost);
  traceRequests(app, telemetry);
  const connections = connectionsOf(app.server);
  app.decorate("leaveConnection", connections.leave);
  app.addHook("preClose", (done) => {
    connections.letGo();
    done();
  });
  return app;
}

// What reads a request's URL further on wants one with a host that is one (RFC 9110, section 7.2); HTTP/1.0 need not name any.
function refuseWrongHost(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  request.raw.headers.host ||= "localhost";
  if (URL.canParse(`http://${request.raw.headers.host}/`) && URL.canParse(`http://${request.hostname}/`)) return done();
  const message = "The Host header names no host; send the one of the address that you ask.";
  void reply.code(400).send({ errors: [{ message, extensions: { code: "BAD_REQUEST", retryable: false } }] });
}

function wantsWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === "websocket";
}

function answerNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refuse = (message: string): FastifyReply =>
    reply.send({ errors: [{ message, extensions: { code: "BAD_REQUEST", retryable: false } }] });
  if (/^\/graphql(?:\?|$)/.test(request.url)) {
    reply.code(405).header("allow", "GET, POST");
    return refuse(`GraphQL is not asked with ${request.method}; send a POST, or a GET with a query.`);
  }
  reply.code(404);
  return refuse(`There is nothing at ${request.url}; GraphQL is at /graphql.`);
}

/** Answers GraphQL over HTTP, once it is settled who asks. */
export type GraphqlHandler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** Puts GraphQL at `/graphql`: who is asking is settled before anything is parsed or planned. */
export function serveGraphql(app: FastifyInstance, handler: GraphqlHandler, options: HttpDoorOptions): void {
  const page = options.settings.landingPage ? once(landingPage) : undefined;
  const settle = settleCaller(options);
  app.route({
    url: "/graphql",
    method: ["GET", "POST"],
    preHandler: async (request, reply) => {
      if (page !== undefined && isBrowserVisit(request)) return reply.type("text/html; charset=utf-8").send(await page());
      checkNesting(request.body);
      checkAddress(request.query);
      return settle(request, reply);
    },
    handler,
  });
}

/** What of an address is JSON. */
const inAddress = new Set(["variables", "extensions"]);

function checkAddress(query: unknown): void {
  if (typeof query !== "object" || query === null) return;
  for (const [name, text] of Object.entries(query)) if (inAddress.has(name)) checkNestingOfJson(text);
}

/** Settles who sends a request, in which languages they read, and until when they wait. Throws `InvalidToken`. */
export function settleCaller(options: Pick<HttpDoorOptions, "settings" | "verifier" | "clock">) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const deadline = options.clock.now() + timeToAsk(timeLeft(request, options.settings.requestTimeoutMs));
    request.caller = await identify(request.headers, options.verifier, { deadline, signal: disconnection(reply) });
  };
}

/** Who sends a request, once it is settled. */
export function callerOf(request: FastifyRequest): SubgraphRequest {
  if (request.caller !== null) return request.caller;
  throw new TypeError("A request reached GraphQL without its caller; the preHandler settles it.");
}

/**
 * What of a client's headers travels on to any subgraph over HTTP. It can change an answer: what is shared between requests is told apart by it
 * (`x-request-id` aside, which says nothing about who asks for what).
 */
export function forwardedHeaders(headers: IncomingHttpHeaders, names: readonly string[]): Record<string, string> {
  const entries = names.flatMap((name) => {
    const value = headers[name];
    if (value === undefined) return [];
    return [[name, Array.isArray(value) ? value.join(", ") : value] as const];
  });
  return Object.fromEntries(entries);
}

function isBrowserVisit(request: FastifyRequest): boolean {
  const { query } = request;
  const asksGraphql = typeof query === "object" && query !== null && ("query" in query || "extensions" in query);
  return request.method === "GET" && !asksGraphql && (request.headers.accept ?? "").includes("text/html");
}

// A gateway in front of us tells how long it still waits; it can only shorten our own limit.
function timeLeft(request: FastifyRequest, limitMs: number): number {
  const told = Number(request.headers[TIMEOUT_HEADER]);
  return Number.isFinite(told) && told > 0 ? Math.min(told, limitMs) : limitMs;
}

const shareToAnswer = 0.1;
const longestToAnswerMs = 250;

/** What is left when all that did not answer is given up: the answer has to be put together, sent and read before the caller stops waiting. */
export function timeToAsk(leftMs: number): number {
  return leftMs - Math.min(leftMs * shareToAnswer, longestToAnswerMs);
}

function disconnection(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) controller.abort(new Error("the client went away"));
  });
  return controller.signal;
}
