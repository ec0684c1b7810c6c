import type { ApolloServer } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import type { FastifyReply, FastifyRequest } from "fastify";
import { createGatewayContext, type GatewayContext } from "../../engine/index.js";
import { callerOf, type GraphqlHandler } from "../http-door.js";
import type { AcceptedTypes } from "./accepted-types.js";
import { readAskedOperation, type AskedOperation } from "./asked-operation.js";
import type { CacheControl, HeadersOf } from "./cache-control.js";
import type { GraphqlLane } from "./graphql-lane.js";
import type { KnownDocuments } from "./known-documents.js";
import type { ResolveDocument } from "./resolve-document.js";
import { sendAnswer } from "./send-answer.js";

/** Who may answer a GraphQL request. */
export interface GraphqlHandlerOptions {
  readonly apollo: ApolloServer<GatewayContext>;
  /** Absent where the executor cannot do without Apollo Server. */
  readonly lane: GraphqlLane | undefined;
  readonly resolve: ResolveDocument;
  readonly documents: KnownDocuments;
  readonly mediaTypes: AcceptedTypes;
  readonly cacheControl: CacheControl;
  readonly headersOf: HeadersOf;
}

/** The handler of `/graphql`: the lane answers what it can, Apollo Server all the rest. */
export function graphqlHandler(options: GraphqlHandlerOptions): GraphqlHandler {
  const { apollo, lane, resolve, headersOf } = options;
  const askApollo = fastifyApolloHandler(apollo, {
    context: (request) => Promise.resolve(createGatewayContext(callerOf(request), headersOf(request))),
  });
  return async (request, reply) => {
    const asked = resolve(readAskedOperation(request), request);
    const laned = asked && lane?.answer(asked, request, reply);
    if (laned !== undefined) return laned;
    const text: unknown = await askApollo.call(request.server, request, reply);
    // What comes in parts is under way already.
    return typeof text === "string" ? sendText(text, { request, reply, asked }, options) : reply;
  };
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly asked: AskedOperation | undefined;
}

function sendText(
  text: string,
  { request, reply, asked }: Exchange,
  { documents, mediaTypes, cacheControl }: GraphqlHandlerOptions,
): FastifyReply {
  const status = reply.statusCode;
  const mediaType = String(reply.getHeader("content-type"));
  if (status === 200) mediaTypes.learn(request.headers.accept, mediaType);
  // Apollo Server writes errors first.
  const hasErrors = text.startsWith('{"errors"');
  const known = asked?.text === undefined ? undefined : documents.find(asked.text)?.operationOf(asked.operationName);
  const headers = cacheControl.of(request, known?.lifetimes, 0);
  return sendAnswer(request, reply, { status, mediaType, body: Buffer.from(text), hasErrors, headers });
}
