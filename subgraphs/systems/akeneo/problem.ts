import type { FastifyError, FastifyInstance } from "fastify";

const documentation = "http://api.akeneo.com";

/** A refusal in Akeneo's own shape: `{ code, message, … }` (api.akeneo.com/documentation/responses.html). */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** One entry of `errors` in a failed validation. */
export interface Violation {
  readonly property: string;
  readonly message: string;
  readonly attribute?: string;
  readonly locale?: string | null;
  readonly scope?: string | null;
}

/** The request is understood and cannot be done. */
export function unprocessable(message: string): ApiProblem {
  return new ApiProblem(422, message);
}

/** A malformed property; Akeneo adds where its format is documented. */
export function misformatted(message: string, anchor: string): ApiProblem {
  return new ApiProblem(422, `${message} Check the expected format on the API documentation.`, linkTo(`api-reference.html#${anchor}`));
}

/** The well-formed record breaks rules of the catalogue. */
export function invalid(errors: readonly Violation[]): ApiProblem {
  return new ApiProblem(422, "Validation failed.", { errors });
}

/** `_links` to a page of the vendor's documentation. */
export function linkTo(page: string): Readonly<Record<string, unknown>> {
  return { _links: { documentation: { href: `${documentation}/${page}` } } };
}

/** PHP's name for the type of a JSON value, as Akeneo's messages spell it. */
export function typeName(value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "double";
  return typeof value === "object" ? "array" : typeof value;
}

/** The body that a problem is answered with. */
export function problemBody(problem: ApiProblem): Readonly<Record<string, unknown>> {
  return { code: problem.status, message: problem.message, ...problem.extra };
}

/** Answers every failure below `api` in the vendor's shape. */
export function answerProblems(api: FastifyInstance): void {
  api.setErrorHandler<FastifyError | ApiProblem>((error, _request, reply) => {
    const problem = error instanceof ApiProblem ? error : fromFramework(error);
    return reply.code(problem.status).send(problemBody(problem));
  });
  api.setNotFoundHandler((request, reply) => {
    const problem = new ApiProblem(404, `No route found for "${request.method} ${request.url.split("?", 1)[0]}"`);
    return reply.code(problem.status).send(problemBody(problem));
  });
}

function fromFramework(error: FastifyError): ApiProblem {
  if (error.statusCode === 413) return new ApiProblem(413, "Request content exceeded the maximum allowed size.");
  if (error.statusCode !== undefined && error.statusCode < 500) return new ApiProblem(error.statusCode, error.message);
  return new ApiProblem(500, "Internal Server Error");
}
