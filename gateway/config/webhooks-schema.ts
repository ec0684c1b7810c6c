import { z } from "zod";

/** The door for changes that systems send. */
export const webhooksSchema = z
  .strictObject({
    bodyLimitBytes: z.int().min(1024).default(1_048_576).describe("Largest webhook that is read."),
    maxAtOnce: z.int().min(1).default(200).describe("Most webhooks that are taken at once; further ones are told to come again."),
    answerWithinMs: z
      .int()
      .min(1)
      .default(1000)
      .describe("How long a vendor waits for its webhook to be applied; then it hears that it is kept and will be. Milliseconds."),
    lookUpWithinMs: z
      .int()
      .min(1)
      .default(500)
      .describe(
        "How long a vendor may take to tell which product or customer it meant; then all of the kind count as changed. Milliseconds.",
      ),
    retryMs: z.int().min(100).default(5000).describe("How often kept webhooks that could not be applied are tried again, in milliseconds."),
    maxPending: z
      .int()
      .min(1)
      .default(10_000)
      .describe("Most webhooks that are kept and not applied yet; further ones are told to come again."),
    keepDays: z.number().positive().default(7).describe("How long webhooks are remembered, so that one that comes again is known."),
    keepAtMost: z.int().min(1).default(100_000).describe("Most webhooks that are remembered."),
    publicUrl: z
      .url()
      .optional()
      .describe("Address under which vendors reach this server, where it differs from what requests say; some sign it."),
  })
  .describe("The door for changes that systems send, at `/webhooks/<system>`.");
