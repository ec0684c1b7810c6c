import { z } from "zod";

const redisSchema = z
  .strictObject({
    url: z
      .string()
      .regex(/^rediss?:\/\//u)
      .optional()
      .meta({ secret: true })
      .describe("Redis or Valkey by its `redis:` URL; the environment's `REDIS_URL` when absent, and memory alone without either."),
    timeoutMs: z.int().min(1).default(50).describe("How long a query waits for it before the system is asked instead, in milliseconds."),
    namespace: z.string().min(1).default("passerelle").describe("Before every key: gateways of one merchant share what has the same one."),
  })
  .describe("What several nodes share, behind each node's memory.");

const lifetime = (what: string, ms: number) =>
  z
    .int()
    .min(0)
    .default(ms)
    .describe(`How long ${what} holds when nothing says that it changed, where the system tells its changes; milliseconds.`);

const entitiesSchema = z
  .strictObject({
    enabled: z.boolean().default(true).describe("Keep what was read from systems."),
    stockMs: lifetime("stock", 300_000),
    pricesMs: lifetime("a price, which may also begin by the calendar,", 60_000),
    contentMs: lifetime("product content", 600_000),
    listingsMs: lifetime("a listing", 300_000),
    customersMs: lifetime("what a customer sees of themselves", 30_000),
    priceListsMs: z
      .int()
      .min(0)
      .default(30_000)
      .describe("How long it holds which price list is a viewer's, unless the customer is told to have changed; milliseconds."),
    referenceMs: z
      .int()
      .min(0)
      .default(60_000)
      .describe("How long locations, categories and channels hold, of which no system tells changes; milliseconds."),
    withoutIntakeMs: z
      .int()
      .min(0)
      .default(0)
      .describe(
        "The most that anything holds of a system that tells no changes; milliseconds. 0 asks it each time; what was read is then kept only for when it cannot be asked.",
      ),
    staleWhileErrorMs: z
      .int()
      .min(0)
      .default(900_000)
      .describe("How old the last known value may be that is shown, as `stale`, while its system cannot be asked; milliseconds."),
    staleAfterMs: z
      .int()
      .min(1)
      .default(1000)
      .describe("How long a system is waited for when a last known value could be shown instead; milliseconds."),
    unknownMs: z.int().min(0).default(5000).describe("How long it is believed that a system does not know something; milliseconds."),
    maxEntries: z
      .int()
      .min(1)
      .default(50_000)
      .describe("Most entries in the memory of each process; what was not read for longest goes first."),
    maxBytes: z.int().min(65_536).default(134_217_728).describe("Most memory that they take, by the length of their JSON."),
    redis: redisSchema.prefault({}),
  })
  .describe("What subgraphs keep of what they read. Never older than an acknowledged change.");

const answersSchema = z
  .strictObject({
    maxAgeMs: z
      .int()
      .min(0)
      .default(0)
      .describe(
        "How long a whole answer may be served again where `@cacheControl` does not say, in milliseconds; 0 keeps only what has a hint. Any change that this node hears of ends it earlier.",
      ),
    maxEntries: z.int().min(1).default(10_000).describe("Most answers that are kept."),
    maxBytes: z.int().min(1024).default(67_108_864).describe("Most memory that they take."),
  })
  .describe("Whole answers to queries, kept in this process by viewer, rights, languages and forwarded headers.");

/** What is kept, and for how long. */
export const cacheSchema = z
  .strictObject({ entities: entitiesSchema.prefault({}), answers: answersSchema.prefault({}) })
  .describe("What is kept of systems' answers, and of ours.");
