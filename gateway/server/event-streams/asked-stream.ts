import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { AskedOperation } from "../subscriptions/answer-once.js";

const variables = z.record(z.string(), z.unknown()).nullish();

const body = z.object({ query: z.string().min(1), variables, operationName: z.string().nullish() });

const search = body.extend({
  variables: z
    .string()
    .transform((text, context) => parsedJson(text, () => context.addIssue({ code: "custom", message: "no JSON" })))
    .pipe(variables)
    .optional(),
});

/** Reads what a request asks for (GraphQL over HTTP, sections 5.3 and 5.4); `undefined` when it is none in the common form. */
export function askedStream(request: FastifyRequest): AskedOperation | undefined {
  return request.method === "GET" ? search.safeParse(request.query).data : body.safeParse(request.body).data;
}

function parsedJson(text: string, complain: () => void): unknown {
  try {
    return JSON.parse(text);
  } catch {
    complain();
    return z.NEVER;
  }
}
