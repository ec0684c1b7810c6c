import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { PasserelleError } from "#platform";

interface AnsweredError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const graphqlAnswer = "application/graphql-response+json";

const known: Readonly<Record<string, Omit<AnsweredError, "status">>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    code: "BODY_TOO_LARGE",
    message: "The request body is larger than this server reads (server.bodyLimitBytes); send less.",
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { code: "UNSUPPORTED_MEDIA_TYPE", message: "This content type is not read; send application/json." },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: "BAD_REQUEST", message: "The request body is empty; send a JSON object with a query." },
  FST_ERR_CTP_INVALID_JSON_BODY: { code: "BAD_REQUEST", message: "The request body is not valid JSON; send a JSON object with a query." },
};

/** Answers an error before GraphQL with the shape of a GraphQL error, so that clients read only one. Unexpected ones are logged and masked. */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, code, message } = describe(error);
  if (status >= 500) request.log.error({ err: error }, "a request failed unexpectedly");
  if (status === 401) reply.header("www-authenticate", 'Bearer error="invalid_token"');
  // GraphQL over HTTP, section 6.4: an answer in GraphQL's shape has its media type where the client asks for it.
  if (request.headers.accept?.includes(graphqlAnswer) === true) reply.type(`${graphqlAnswer}; charset=utf-8`);
  return reply.code(status).send({ errors: [{ message, extensions: { code, retryable: false } }] });
}

function describe(error: FastifyError): AnsweredError {
  if (error instanceof PasserelleError) return error;
  const status = error.statusCode ?? 500;
  const answer = known[error.code];
  if (answer) return { status, ...answer };
  if (error instanceof SyntaxError)
    return { status: 400, code: "BAD_REQUEST", message: "The request body is not valid JSON; send a JSON object with a query." };
  if (status < 500) return { status, code: "BAD_REQUEST", message: error.message };
  return { status, code: "INTERNAL_SERVER_ERROR", message: "Something went wrong here; it is logged." };
}
