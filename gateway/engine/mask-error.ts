import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { PasserelleError } from "#platform";

/** Whether an error of a resolver may be shown to clients: it is one of ours, or GraphQL's own word on the request. */
export function isPresentable(error: unknown): boolean {
  if (!(error instanceof GraphQLError)) return error instanceof PasserelleError;
  return error.originalError === undefined || error.originalError instanceof PasserelleError || error.originalError instanceof GraphQLError;
}

/** What clients see of an error that must not be shown; the error itself belongs in the log. */
export function masked(path: GraphQLFormattedError["path"]): GraphQLFormattedError {
  return {
    message: "Something went wrong here; it is logged.",
    ...(path && { path }),
    extensions: { code: "INTERNAL_SERVER_ERROR", retryable: false },
  };
}
