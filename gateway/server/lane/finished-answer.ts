import { GraphQLError, type GraphQLFormattedError } from "graphql";
import type { Logger } from "pino";
import type { OperationAnswer, WrittenAnswer } from "../../engine/index.js";
import { readableError } from "../apollo.js";

/** An answer as it goes out, the same to everybody who asked the same. */
export interface FinishedAnswer {
  readonly status: number;
  readonly body: Buffer;
  readonly hasErrors: boolean;
}

/** Writes an answer as Apollo Server does: errors first, a line feed last, the status that the errors want, else 400 without data. */
export function finishAnswer(answer: OperationAnswer | WrittenAnswer, log: Logger): FinishedAnswer {
  if ("json" in answer) return { status: 200, body: Buffer.from(`${answer.json}\n`), hasErrors: false };
  const { data, errors } = answer;
  if (errors === undefined || errors.length === 0) return { status: 200, body: written({ data }), hasErrors: false };
  const wanted = errors.map(statusIn).findLast((status) => status !== undefined);
  const readable = errors.map((error) => presented(error, { log }));
  return { status: wanted ?? (data === undefined ? 400 : 200), body: written({ errors: readable, data }), hasErrors: true };
}

/** Writes the answer of an execution that failed as a whole; the error is logged and masked. */
export function finishFailure(cause: unknown, log: Logger): FinishedAnswer {
  const original = cause instanceof Error ? cause : new GraphQLError(`Unexpected error value: ${String(cause)}`);
  const error = original instanceof GraphQLError ? original : new GraphQLError(original.message, { originalError: original });
  const status = statusIn(error) ?? 500;
  return { status, body: written({ errors: [presented(error.toJSON(), { log, cause: error })] }), hasErrors: true };
}

function presented(
  { message, path, extensions }: GraphQLFormattedError,
  {
    log,
    cause = new GraphQLError(message, { ...(path && { path }), ...(extensions && { extensions: { ...extensions } }) }),
  }: { readonly log: Logger; readonly cause?: unknown },
): GraphQLFormattedError {
  return readableError({ message, ...(path && { path }), ...(extensions && { extensions }) }, cause, log);
}

function statusIn({ extensions }: Pick<GraphQLFormattedError, "extensions">): number | undefined {
  const http = extensions?.["http"];
  if (typeof http !== "object" || http === null || !("status" in http) || typeof http.status !== "number") return undefined;
  return http.status === 0 ? undefined : http.status;
}

function written(result: Readonly<Record<string, unknown>>): Buffer {
  return Buffer.from(`${JSON.stringify(result)}\n`);
}
