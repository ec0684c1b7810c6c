import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { PasserelleError } from "#platform";

/** Whether an error may be shown to clients: it is one of ours, or one that says with a code what is wrong with the request. */
export function isPresentable(error: unknown): boolean {
  if (!(error instanceof GraphQLError)) return error instanceof PasserelleError;
  if (error.originalError !== undefined && !(error.originalError instanceof GraphQLError))
    return error.originalError instanceof PasserelleError;
  return typeof error.extensions["code"] === "string";
}

/** What clients see of an error that must not be shown; the error itself belongs in the log. */
export function masked(path: GraphQLFormattedError["path"]): GraphQLFormattedError {
  return {
    message: "Something went wrong here; it is logged.",
    ...(path && { path }),
    extensions: { code: "INTERNAL_SERVER_ERROR", retryable: false },
  };
}
