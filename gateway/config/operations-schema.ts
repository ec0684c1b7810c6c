import { z } from "zod";

/** How clients' operations are taken in. */
export const operationsSchema = z
  .strictObject({
    shareInFlight: z
      .boolean()
      .default(true)
      .describe("Answer equal queries of viewers with equal rights that are under way at once by one execution."),
  })
  .describe("How clients' operations are taken in.");
