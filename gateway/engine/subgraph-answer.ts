import { z } from "zod";
import type { SourceAnswer } from "./source.js";

/** A GraphQL response as it comes over a wire. */
export const answerShape = z.looseObject({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.looseObject({ message: z.string(), extensions: z.looseObject({}).optional() })).optional(),
  extensions: z.looseObject({}).nullish().catch(undefined),
});

/** The same, parsed. */
export type WireAnswer = z.output<typeof answerShape>;

/** The answer of a subgraph over a wire, with its errors saying which subgraph they come from, as those of one in this process do. */
export function told(subgraph: string, answer: WireAnswer): SourceAnswer {
  const errors = answer.errors?.map((error) => ({ ...error, extensions: { ...error.extensions, subgraph } }));
  return { data: answer.data, ...(errors && { errors }) };
}
