import type { z } from "zod";

/** One GraphQL operation on the Admin API: its name, its text, and the shape of the data that it answers. */
export interface VendureOperation<Data extends z.ZodType = z.ZodType> {
  /** Name in the text, and in spans and metrics. */
  readonly name: string;
  readonly text: string;
  readonly data: Data;
}

/** Declares an operation; exists so that the shape of the answer is inferred. */
export function operation<Data extends z.ZodType>(name: string, text: string, data: Data): VendureOperation<Data> {
  return { name, text, data };
}
