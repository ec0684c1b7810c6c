import { GraphQLError, getOperationAST, type ExecutionArgs, type ExecutionResult, type FormattedExecutionResult } from "graphql";
import type { Context, ServerOptions, SubscribePayload } from "graphql-ws";
import { PasserelleError } from "#platform";
import { eventStream, OperationUnclear, type OperationAnswer, type SubscriptionRequest } from "../../engine/index.js";
import { readableError } from "../apollo.js";
import type { HttpDoorOptions } from "../http-door.js";
import { checkNesting } from "../nesting.js";
import type { Documents, ValidDocument } from "./documents.js";
import { callerOn, contextOn, endWithToken, renewToken, type SocketCaller, type SocketConnection } from "./socket-connection.js";
import { GatewayStopping, TooManyOperations } from "./socket-errors.js";
import type { AnswerOnce } from "../subscriptions/answer-once.js";
import type { SharedStreams } from "../subscriptions/shared-streams.js";
import { Subscriber } from "../subscriptions/subscriber.js";

/** What operations over WebSockets stand on. */
export interface SocketOperationOptions extends HttpDoorOptions {
  readonly streams: SharedStreams;
  /** Answers queries and mutations. */
  readonly answer: AnswerOnce;
  readonly documents: Documents;
}

/** Whether the server stops, and what it still has to finish. */
export interface UnderWay {
  isStopping: boolean;
  /** Queries and mutations; subscriptions have no end to wait for. */
  readonly operations: Set<Promise<unknown>>;
}

/** One accepted operation. */
interface SocketOperation {
  readonly id: string;
  readonly connection: SocketConnection;
  readonly caller: SocketCaller;
  readonly payload: SubscribePayload;
  readonly read: ValidDocument;
}

type Init = Record<string, unknown> | undefined;
type SocketContext = Context<Init, SocketConnection>;

/** Runs what comes over WebSockets: subscriptions on the engine, queries and mutations as the HTTP door does, with the same errors. */
export function socketOperations(options: SocketOperationOptions, underWay: UnderWay): ServerOptions<Init, SocketConnection> {
  const accepted = new WeakMap<ExecutionArgs, SocketOperation>();
  const taken = (args: ExecutionArgs): SocketOperation => {
    const operation = accepted.get(args);
    if (operation === undefined) throw new TypeError("An operation runs that was not accepted.");
    return operation;
  };
  return {
    onConnect: (context) => admit(context, options),
    onPing: ({ extra }, payload) => renewToken(extra, payload, options),
    onSubscribe: (context, id, payload) => {
      const operation = accept(context, { id, payload }, { options, underWay });
      if ("message" in operation) return [operation];
      if (!("read" in operation)) return operation;
      const { document, schema } = operation.read;
      const { operationName, variables } = payload;
      const args: ExecutionArgs = { schema, document, operationName: operationName ?? null, variableValues: variables ?? null };
      accepted.set(args, operation);
      return args;
    },
    subscribe: (args) => subscribe(taken(args), options),
    execute: (args) => {
      const work = execute(taken(args), options);
      const settled = work.then(
        () => undefined,
        () => undefined,
      );
      underWay.operations.add(settled);
      void settled.then(() => underWay.operations.delete(settled));
      return work;
    },
    onNext: (...[, , , , { data, errors }]) => presentable({ data, errors }, options),
    onError: (...[, , , errors]) => errors.map((error) => readableError(error.toJSON(), error, options.log)),
  };
}

// `false` closes the connection with 4403, as the protocol wants it.
async function admit({ extra, connectionParams }: SocketContext, options: SocketOperationOptions): Promise<boolean> {
  try {
    extra.caller = await callerOn(extra, connectionParams, options);
    endWithToken(extra, extra.caller, options.clock);
    return true;
  } catch (error) {
    if (error instanceof PasserelleError) return false;
    throw error;
  }
}

function accept(
  { extra, subscriptions }: SocketContext,
  { id, payload }: Pick<SocketOperation, "id" | "payload">,
  { options, underWay }: { readonly options: SocketOperationOptions; readonly underWay: UnderWay },
): SocketOperation | GraphQLError | readonly GraphQLError[] {
  const { maxOperations } = options.settings.webSocket;
  if (underWay.isStopping) return asGraphqlError(new GatewayStopping({}));
  if (Object.keys(subscriptions).length > maxOperations) return asGraphqlError(new TooManyOperations({ limit: maxOperations }));
  if (extra.caller === undefined) throw new TypeError("An operation came before its connection was accepted.");
  const tooDeep = nestingProblem(payload);
  if (tooDeep !== undefined) return asGraphqlError(tooDeep);
  const read = options.documents.read(payload.query);
  if (!("document" in read)) return read;
  if (!getOperationAST(read.document, payload.operationName)) return asGraphqlError(new OperationUnclear({}));
  return { id, connection: extra, caller: extra.caller, payload, read };
}

function nestingProblem({ variables, extensions }: SubscribePayload): PasserelleError | undefined {
  try {
    checkNesting([variables, extensions]);
    return undefined;
  } catch (error) {
    if (error instanceof PasserelleError) return error;
    throw error;
  }
}

function asGraphqlError({ message, extensions }: PasserelleError): GraphQLError {
  return new GraphQLError(message, { extensions: { ...extensions } });
}

// The events go straight to the socket, past the protocol's own way, which would format and serialise each once more for each client.
async function subscribe(
  operation: SocketOperation,
  options: SocketOperationOptions,
): Promise<ExecutionResult | AsyncIterableIterator<never>> {
  const { id, connection } = operation;
  const request = subscriptionOf(operation, options);
  const joined = await options.streams.join({ request, outlet: (subscriber) => connection.way.outletOf(id, subscriber) });
  if (!(joined instanceof Subscriber)) return toResult(joined);
  return eventStream<never>({
    pull: async () => {
      await joined.ended;
      return { done: true, value: undefined };
    },
    end: () => joined.leave(),
  });
}

function subscriptionOf(
  { connection, caller, payload, read }: SocketOperation,
  { settings, clock }: SocketOperationOptions,
): SubscriptionRequest {
  const operation = getOperationAST(read.document, payload.operationName);
  if (!operation) throw new TypeError("A subscription runs that its document does not have.");
  const limitMs = settings.requestTimeoutMs;
  return {
    document: read.document,
    documentHash: read.hash,
    operation,
    variables: payload.variables ?? {},
    context: contextOn(caller, { now: clock.now(), limitMs, signal: connection.gone }),
    eventTimeoutMs: limitMs,
  };
}

async function execute(
  { connection, caller, payload }: SocketOperation,
  { answer, settings, clock }: SocketOperationOptions,
): Promise<ExecutionResult> {
  // One for each operation: what listens to a signal that lives as long as the connection is never let go of.
  const life = new AbortController();
  const leave = (): void => life.abort(connection.gone.reason);
  connection.gone.addEventListener("abort", leave, { once: true });
  try {
    const context = contextOn(caller, { now: clock.now(), limitMs: settings.requestTimeoutMs, signal: life.signal });
    return toResult(await answer(payload, context));
  } finally {
    connection.gone.removeEventListener("abort", leave);
  }
}

// Errors come as they are sent; graphql-ws takes them as they are thrown.
function toResult({ data, errors }: OperationAnswer): ExecutionResult {
  const thrown = errors?.map(
    ({ message, path, extensions }) =>
      new GraphQLError(message, { ...(path && { path }), ...(extensions && { extensions: { ...extensions } }) }),
  );
  return { ...(data !== undefined && { data }), ...(thrown && { errors: thrown }) };
}

function presentable(
  { data, errors }: { readonly data?: ExecutionResult["data"] | undefined; readonly errors?: readonly GraphQLError[] | undefined },
  { log }: SocketOperationOptions,
): FormattedExecutionResult {
  return {
    ...(data !== undefined && { data }),
    ...(errors && { errors: errors.map((error) => readableError(error.toJSON(), error, log)) }),
  };
}
