import type { ApolloServer } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import type { FastifyReply, FastifyRequest } from "fastify";
import { createGatewayContext, type GatewayContext } from "../../engine/index.js";
import { callerOf, type GraphqlHandler } from "../http-door.js";
import type { AcceptedTypes } from "./accepted-types.js";
import { readAskedOperation } from "./asked-operation.js";
import type { GraphqlLane, HeadersOf } from "./graphql-lane.js";
import { ASK_AGAIN, sendAnswer } from "./send-answer.js";

/** Who may answer a GraphQL request. */
export interface GraphqlHandlerOptions {
  readonly apollo: ApolloServer<GatewayContext>;
  /** Absent where the executor cannot do without Apollo Server. */
  readonly lane: GraphqlLane | undefined;
  readonly mediaTypes: AcceptedTypes;
  readonly headersOf: HeadersOf;
}

/** The handler of `/graphql`: the lane answers what it can, Apollo Server all the rest. */
export function graphqlHandler({ apollo, lane, mediaTypes, headersOf }: GraphqlHandlerOptions): GraphqlHandler {
  const askApollo = fastifyApolloHandler(apollo, {
    context: (request) => Promise.resolve(createGatewayContext(callerOf(request), headersOf(request))),
  });
  return async (request, reply) => {
    const asked = readAskedOperation(request);
    const laned = asked && lane?.answer(asked, request, reply);
    if (laned !== undefined) return laned;
    const text: unknown = await askApollo.call(request.server, request, reply);
    // What comes in parts is under way already.
    return typeof text === "string" ? sendText(text, { request, reply, mediaTypes }) : reply;
  };
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly mediaTypes: AcceptedTypes;
}

function sendText(text: string, { request, reply, mediaTypes }: Exchange): FastifyReply {
  const status = reply.statusCode;
  const mediaType = String(reply.getHeader("content-type"));
  if (status === 200) mediaTypes.learn(request.headers.accept, mediaType);
  // Apollo Server writes errors first.
  const hasErrors = text.startsWith('{"errors"');
  return sendAnswer(request, reply, { status, mediaType, body: Buffer.from(text), hasErrors, cacheControl: ASK_AGAIN });
}
