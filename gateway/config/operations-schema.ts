import { z } from "zod";

/** How clients' operations are taken in. */
export const operationsSchema = z
  .strictObject({
    shareInFlight: z
      .boolean()
      .default(true)
      .describe("Answer equal queries of viewers with equal rights that are under way at once by one execution."),
    trustedDocuments: z
      .strictObject({
        manifest: z
          .string()
          .min(1)
          .describe('JSON file of documents by id, as GraphQL Code Generator\'s client preset writes it ("persistedDocuments").'),
        only: z.boolean().default(false).describe("Run these documents and no others."),
      })
      .optional()
      .describe("Documents that clients name by id (`documentId`, `id`, or the hash of an automatic persisted query)."),
  })
  .describe("How clients' operations are taken in.");
