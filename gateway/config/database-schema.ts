import { z } from "zod";

/** Where what must outlive the process is kept. */
export const databaseSchema = z
  .strictObject({
    url: z
      .string()
      .regex(/^postgres(ql)?:\/\//u)
      .optional()
      .meta({ secret: true })
      .describe(
        "PostgreSQL by its `postgres:` URL; the environment's `DATABASE_URL` when absent, and PGlite in the data folder without either.",
      ),
    folder: z.string().min(1).optional().describe("Where PGlite keeps its files; `database` in the environment's `DATA_DIR` when absent."),
    schema: z
      .string()
      .regex(/^[a-z_][a-z0-9_]*$/u)
      .default("passerelle")
      .describe("PostgreSQL schema of our tables."),
    maxConnections: z.int().min(1).default(10).describe("Most connections of this process to PostgreSQL."),
    maxWaiting: z
      .int()
      .min(1)
      .default(1000)
      .describe("Most pieces of work that use the database or wait for it; further ones are refused."),
    connectTimeoutMs: z.int().min(1).default(2000).describe("How long a connection is waited for, in milliseconds."),
    statementTimeoutMs: z.int().min(1).default(30_000).describe("How long one statement may take on PostgreSQL, in milliseconds."),
  })
  .describe("Where what must outlive the process is kept.");
