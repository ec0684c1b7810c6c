import type { z } from "zod";

/** One GraphQL operation: the API that takes it, its name, its text, and the shape of the data that it answers. */
export interface ShopifyOperation<Data extends z.ZodType = z.ZodType> {
  readonly api: "admin" | "storefront";
  /** Name in the text, and in spans and metrics. */
  readonly name: string;
  readonly text: string;
  readonly data: Data;
}

/** Declares an operation; exists so that the shape of the answer is inferred. */
export function operation<Data extends z.ZodType>(declared: ShopifyOperation<Data>): ShopifyOperation<Data> {
  return declared;
}
