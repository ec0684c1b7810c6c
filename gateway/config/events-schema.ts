import { z } from "zod";

const streamSchema = z
  .strictObject({
    url: z
      .string()
      .regex(/^rediss?:\/\//u)
      .optional()
      .meta({ secret: true })
      .describe("Redis 7 or Valkey by its `redis:` URL; the environment's `REDIS_URL` when absent, and this process alone without either."),
    namespace: z.string().min(1).default("passerelle").describe("Before every key: processes that share it share their changes."),
    leaseMs: z
      .int()
      .min(100)
      .default(1000)
      .describe(
        "How long a process may be silent before the others go on without it, in milliseconds; it stops trusting its caches a little earlier.",
      ),
    timeoutMs: z.int().min(50).default(1000).describe("How long one answer of Redis is waited for, in milliseconds."),
  })
  .describe("The stream that several processes share.");

/** How changes travel to caches and subscribers. */
export const eventsSchema = z
  .strictObject({
    redis: streamSchema.prefault({}),
    historyLimit: z
      .int()
      .min(1)
      .default(10_000)
      .describe("Most changes that are kept, so that a subscriber who was cut off resumes without a gap."),
    historyBytes: z.int().min(65_536).default(33_554_432).describe("Most memory that they take in each process, estimated."),
    subjectLimit: z.int().min(1).default(100_000).describe("Most products, orders … of which the newest version is known."),
    clockSkewMs: z
      .int()
      .min(0)
      .default(5000)
      .describe(
        "By how much a system's clock may be ahead of ours, in milliseconds: a change stamped earlier than that after the start drops what is cached rather than correct it.",
      ),
  })
  .describe("The bus that carries changes to caches and subscribers.");
