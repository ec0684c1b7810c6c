import {
  createSourceEventStream,
  execute,
  validate,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLFormattedError,
} from "graphql";
import type { Logger } from "pino";
import { placeOf, type Subgraph } from "#platform";
import { isPresentable, masked } from "./mask-error.js";
import type { GatewayContext } from "./request-context.js";
import type { Source, SourceAnswer, SourceEvent, SourceRequest } from "./source.js";
import { eventStream } from "./stream/event-stream.js";

/** Runs a subgraph's operations in this process, without HTTP, printing or parsing. Resolvers' unexpected errors are logged and masked. */
export function inProcessSource(subgraph: Subgraph, log: Logger): Source {
  const origin = { subgraph: subgraph.name, log };
  const problemsOf = new WeakMap<DocumentNode, readonly GraphQLError[]>();
  // The gateway knows no scalar's own rules: a literal that breaks one is found here, as a subgraph over HTTP finds it.
  const check = (document: DocumentNode): readonly GraphQLError[] => {
    const problems = problemsOf.get(document) ?? validate(subgraph.schema, document);
    problemsOf.set(document, problems);
    return problems;
  };
  const run = (request: SourceRequest, context: GatewayContext, event?: unknown): Promise<ExecutionResult> | ExecutionResult =>
    execute({ ...argumentsOf(subgraph, request, context), rootValue: event });
  return {
    fetch: async (request, context) => {
      const problems = check(request.document());
      if (problems.length > 0) return refused(problems, { code: "GRAPHQL_VALIDATION_FAILED", ...origin });
      const result = await run(request, context);
      // Without data, execution never began: the variables do not fit.
      if (result.data === undefined) return refused(result.errors ?? [], { code: "BAD_USER_INPUT", ...origin });
      return answerOf(result, origin);
    },
    subscribe: async (request, context) => {
      const problems = check(request.document());
      if (problems.length > 0) return refused(problems, { code: "GRAPHQL_VALIDATION_FAILED", ...origin });
      const source = await createSourceEventStream(argumentsOf(subgraph, request, context));
      if (!(Symbol.asyncIterator in source)) return notOpened(source.errors ?? [], origin);
      const iterator = source[Symbol.asyncIterator]();
      return eventStream<SourceEvent>({
        pull: async () => {
          const next = await iterator.next();
          if (next.done === true) return { done: true, value: undefined };
          const answer: SourceEvent["answer"] = async (eventContext) => answerOf(await run(request, eventContext, next.value), origin);
          return { done: false, value: { answer, place: placeOf(next.value) } };
        },
        end: () => letGo(iterator, origin),
      });
    },
  };
}

function argumentsOf(subgraph: Subgraph, { document, operationName, variables }: SourceRequest, context: GatewayContext): ExecutionArgs {
  return {
    schema: subgraph.schema,
    document: document(),
    contextValue: context.contextOf(subgraph, context.deadline),
    variableValues: variables,
    operationName,
  };
}

// An async generator that waits for its next event ends only with that event, or when its context's signal tells it to: nobody waits for it.
function letGo(iterator: AsyncIterator<unknown>, { subgraph, log }: Origin): void {
  iterator.return?.().catch((error: unknown) => log.error({ err: error, subgraph }, "a subscription failed while it was ended"));
}

interface Origin {
  readonly subgraph: string;
  readonly log: Logger;
}

function answerOf(result: ExecutionResult, origin: Origin): SourceAnswer {
  return { data: result.data ?? null, ...(result.errors && { errors: result.errors.map((error) => expose(error, origin)) }) };
}

function refused(errors: readonly GraphQLError[], { code, subgraph }: Pick<Origin, "subgraph"> & { readonly code: string }): SourceAnswer {
  return { errors: errors.map(({ message }) => ({ message, extensions: { code, retryable: false, subgraph } })) };
}

// Errors of the resolver that opens the stream have a path; those of variables that do not fit have none.
function notOpened(errors: readonly GraphQLError[], origin: Origin): SourceAnswer {
  const isInput = errors.every((error) => error.path === undefined);
  if (isInput) return refused(errors, { code: "BAD_USER_INPUT", ...origin });
  return { errors: errors.map((error) => expose(error, origin)) };
}

// Errors leave as they would over HTTP: plain, with path and extensions.
function expose(error: GraphQLError, { subgraph, log }: Origin): GraphQLFormattedError {
  const shown = isPresentable(error) ? error.toJSON() : masked(error.path);
  if (shown.message !== error.message)
    log.error({ err: error.originalError, subgraph, path: error.path }, "a resolver failed unexpectedly");
  return { ...shown, extensions: { ...shown.extensions, subgraph } };
}
