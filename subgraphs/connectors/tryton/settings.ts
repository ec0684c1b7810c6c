import { z } from "zod";
import { webhookSecret } from "#sdk";

const access = {
  url: z.url().describe("Address of the Tryton server, without the database, for example https://tryton.example.com."),
  database: z.string().min(1).describe("Name of the database."),
  user: z.string().min(1).describe("Login of the Tryton user that the gateway works as."),
  password: z.string().min(1).meta({ secret: true }).describe("Password of that user."),
  language: z.string().min(2).default("en").describe("Code of the Tryton language in which names are read, for example fr."),
};

const scope = {
  shopLocations: z.array(z.string().min(1)).default([]).describe("Codes of the warehouses that are shops; the others count as warehouses."),
  publicPriceList: z
    .string()
    .min(1)
    .optional()
    .describe("Name of the price list for visitors without one; the default of Tryton's sale configuration when left out."),
  groupPriceLists: z
    .record(z.string().min(1), z.string().min(1))
    .default({})
    .describe("Name of the price list of each customer group, by the group's code: Tryton itself ties lists to parties only."),
};

const pace = {
  requestsPerSecond: z.number().positive().default(50).describe("Requests a second; Tryton itself sets no limit."),
  concurrency: z.int().positive().default(6).describe("Requests under way at once."),
  timeoutMs: z.int().positive().default(10_000).describe("Time for one request, in milliseconds."),
};

const changes = {
  changesOverlapMs: z
    .int()
    .min(1_000)
    .default(120_000)
    .describe("How long after its stamp a change may become visible: the longest transaction of the Tryton server. Milliseconds."),
};

/** Settings of the Tryton connector. */
export const trytonSettings = z.strictObject({ ...access, ...scope, ...pace, ...changes, webhookSecret });

/** The checked settings of one Tryton database. */
export type TrytonSettings = z.output<typeof trytonSettings>;
