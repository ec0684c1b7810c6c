import { execute, validate, type DocumentNode, type ExecutionResult, type GraphQLError, type GraphQLFormattedError } from "graphql";
import type { Logger } from "pino";
import type { Subgraph } from "#platform";
import { isPresentable, masked } from "./mask-error.js";
import type { Source, SourceAnswer } from "./source.js";

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
  return {
    fetch: async ({ document: parsed, operationName, variables }, context) => {
      const document = parsed();
      const problems = check(document);
      if (problems.length > 0) return refused(problems, { code: "GRAPHQL_VALIDATION_FAILED", ...origin });
      const result = await execute({
        schema: subgraph.schema,
        document,
        contextValue: context.contextOf(subgraph, context.deadline),
        variableValues: variables,
        operationName,
      });
      // Without data, execution never began: the variables do not fit.
      if (result.data === undefined) return refused(result.errors ?? [], { code: "BAD_USER_INPUT", ...origin });
      return answerOf(result, origin);
    },
  };
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

// Errors leave as they would over HTTP: plain, with path and extensions.
function expose(error: GraphQLError, { subgraph, log }: Origin): GraphQLFormattedError {
  const shown = isPresentable(error) ? error.toJSON() : masked(error.path);
  if (shown.message !== error.message)
    log.error({ err: error.originalError, subgraph, path: error.path }, "a resolver failed unexpectedly");
  return { ...shown, extensions: { ...shown.extensions, subgraph } };
}
