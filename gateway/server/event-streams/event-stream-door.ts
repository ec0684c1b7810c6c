import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { getOperationAST, GraphQLError, OperationTypeNode, type OperationDefinitionNode } from "graphql";
import type { PasserelleError } from "#platform";
import { createGatewayContext, OperationUnclear, type GatewayContext, type OperationAnswer } from "../../engine/index.js";
import { callerOf, forwardedHeaders, type GraphqlHandler, type HttpDoorOptions } from "../http-door.js";
import { readableError } from "../apollo.js";
import type { Documents, ValidDocument } from "../sockets/documents.js";
import { GatewayStopping } from "../sockets/socket-errors.js";
import type { AnswerOnce, AskedOperation } from "../subscriptions/answer-once.js";
import { readableAnswer } from "../subscriptions/outgoing-event.js";
import type { SharedStreams } from "../subscriptions/shared-streams.js";
import { Subscriber } from "../subscriptions/subscriber.js";
import { TokenExpired, TooManyEventStreams } from "../subscriptions/subscription-errors.js";
import { askedStream } from "./asked-stream.js";
import { acceptedStream, type StreamFormat } from "./stream-format.js";
import { beginStream, type StreamResponse } from "./stream-response.js";

/** What event streams over HTTP stand on. */
export interface EventStreamOptions extends HttpDoorOptions {
  readonly streams: SharedStreams;
  /** Answers queries and mutations. */
  readonly answer: AnswerOnce;
  readonly documents: Documents;
}

/** What a client wants streamed. */
interface Wanted {
  readonly asked: AskedOperation;
  readonly format: StreamFormat;
  /** The operation, or what is wrong with the document. */
  readonly operation: (Pick<ValidDocument, "document" | "hash"> & { readonly node: OperationDefinitionNode }) | readonly GraphQLError[];
}

/**
 * Answers those who accept an event stream: graphql-sse in distinct connections mode, or Apollo's multipart subscriptions. All others are
 * answered by `handler`.
 */
export function withEventStreams(app: FastifyInstance, handler: GraphqlHandler, options: EventStreamOptions): GraphqlHandler {
  const { settings, telemetry, log } = options;
  const open = new Set<StreamResponse>();
  telemetry.meter
    .createObservableUpDownCounter("passerelle_event_streams", { description: "Open event streams over HTTP (SSE, multipart)." })
    .addCallback((result) => result.observe(open.size));
  app.addHook("preClose", (done) => {
    for (const stream of open) stream.goAway(errorsOf(new GatewayStopping({}), options));
    done();
  });
  return async (request, reply) => {
    const wanted = wantedBy(request, options.documents);
    if (wanted === undefined) return handler(request, reply);
    if (isMutationByGet(request, wanted)) return refuseMethod(reply);
    if (open.size >= settings.subscriptions.maxEventStreams)
      throw new TooManyEventStreams({ limit: settings.subscriptions.maxEventStreams });
    reply.hijack();
    const stream = beginStream(reply.raw, wanted.format, settings.subscriptions.heartbeatMs);
    open.add(stream);
    reply.raw.once("close", () => open.delete(stream));
    const life = { stream, context: contextOf(request, options), gone: onceClosed(reply) };
    await serve(wanted, life, options).catch((error: unknown) => {
      if (!(error instanceof Error)) log.error({ err: error }, "an event stream failed unexpectedly");
      stream.end(errorsOf(error, options));
    });
    return reply;
  };
}

function wantedBy(request: FastifyRequest, documents: Documents): Wanted | undefined {
  const accepted = acceptedStream(request.headers.accept);
  if (accepted === undefined) return undefined;
  const asked = askedStream(request);
  if (asked === undefined) return undefined;
  const read = documents.read(asked.query);
  const node = "document" in read ? getOperationAST(read.document, asked.operationName) : undefined;
  // Where a plain answer would do, only a subscription is worth a stream.
  if (accepted.takesJson && node?.operation !== OperationTypeNode.SUBSCRIPTION) return undefined;
  if (!("document" in read)) return { asked, format: accepted.format, operation: read };
  return { asked, format: accepted.format, operation: node ? { ...read, node } : [asGraphqlError(new OperationUnclear({}))] };
}

function isMutationByGet({ method }: FastifyRequest, { operation }: Wanted): boolean {
  return method === "GET" && "node" in operation && operation.node.operation === OperationTypeNode.MUTATION;
}

function refuseMethod(reply: FastifyReply): FastifyReply {
  reply.code(405).header("allow", "POST");
  return reply.send({
    errors: [{ message: "Mutations are not asked with GET; send a POST.", extensions: { code: "BAD_REQUEST", retryable: false } }],
  });
}

interface StreamLife {
  readonly stream: StreamResponse;
  readonly context: GatewayContext;
  /** Aborts when the response is closed, however it ended. */
  readonly gone: AbortSignal;
}

async function serve({ asked, operation }: Wanted, life: StreamLife, options: EventStreamOptions): Promise<void> {
  const { stream, context } = life;
  const tell = (answer: OperationAnswer): void => stream.answer(JSON.stringify(readableAnswer(answer, options.log)));
  if (!("node" in operation)) {
    tell({ errors: operation.map((error) => error.toJSON()) });
  } else if (operation.node.operation === OperationTypeNode.SUBSCRIPTION) {
    const joined = await subscribe({ asked, operation, life, options });
    if (joined instanceof Subscriber) await untilEnd(joined, life, options);
    else tell(joined);
  } else {
    tell(await options.answer(asked, context));
  }
  stream.end();
}

interface Subscribing {
  readonly asked: AskedOperation;
  readonly operation: Pick<ValidDocument, "document" | "hash"> & { readonly node: OperationDefinitionNode };
  readonly life: StreamLife;
  readonly options: EventStreamOptions;
}

function subscribe({ asked, operation, life, options }: Subscribing): Promise<Subscriber | OperationAnswer> {
  const { document, hash, node } = operation;
  return options.streams.join({
    request: {
      document,
      documentHash: hash,
      operation: node,
      variables: asked.variables ?? {},
      context: life.context,
      eventTimeoutMs: options.settings.requestTimeoutMs,
    },
    outlet: life.stream.outletOf,
  });
}

async function untilEnd(subscriber: Subscriber, { context, gone }: StreamLife, { clock }: EventStreamOptions): Promise<void> {
  if (gone.aborted) return subscriber.leave();
  const over = new AbortController();
  gone.addEventListener("abort", () => subscriber.leave(), { once: true });
  const leftMs = (context.viewer.expiresAt ?? Infinity) - clock.now();
  if (leftMs <= longestMs)
    clock.wait(Math.max(0, leftMs), over.signal).then(
      () => subscriber.finish(new TokenExpired({})),
      () => undefined,
    );
  try {
    await subscriber.ended;
  } finally {
    over.abort();
  }
}

// The longest that Node's timers can wait: close to 25 days.
const longestMs = 2 ** 31 - 1;

function contextOf(request: FastifyRequest, { forwarded }: EventStreamOptions): GatewayContext {
  return createGatewayContext(callerOf(request), forwardedHeaders(request.headers, forwarded));
}

function onceClosed(reply: FastifyReply): AbortSignal {
  const closed = new AbortController();
  reply.raw.once("close", () => closed.abort());
  return closed.signal;
}

function asGraphqlError({ message, extensions }: PasserelleError): GraphQLError {
  return new GraphQLError(message, { extensions: { ...extensions } });
}

function errorsOf(error: unknown, { log }: EventStreamOptions): string {
  const originalError = error instanceof Error ? error : new Error(String(error));
  const thrown = new GraphQLError(originalError.message, { originalError });
  return JSON.stringify([readableError(thrown.toJSON(), thrown, log)]);
}
