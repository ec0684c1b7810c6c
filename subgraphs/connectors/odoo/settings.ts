import { z } from "zod";
import { webhookSecret } from "#sdk";

const access = {
  url: z.url().describe("Address of the Odoo server, for example https://erp.example.com; /jsonrpc is added."),
  database: z.string().min(1).describe("Name of the database, as the login page or Odoo.sh shows it."),
  username: z.string().min(1).describe("Login of the integration's user; the README lists the rights that it needs."),
  password: z.string().min(1).meta({ secret: true }).describe("API key (Preferences, Account Security) or password of that user."),
};

const commerce = {
  publicPriceList: z
    .string()
    .min(1)
    .optional()
    .describe("Name of the price list for anonymous visitors; when absent, the first active list in Odoo's own order."),
  groupPriceLists: z
    .record(z.string(), z.string())
    .default({})
    .describe("Names of price lists by customer group, for customers who have no list of their own in Odoo."),
  shopWarehouses: z.array(z.string()).default([]).describe("Codes of the warehouses that are shops; Odoo itself does not tell them apart."),
};

const modules = {
  usesDelivery: z
    .boolean()
    .default(true)
    .describe("Whether the module stock_delivery is installed, which knows carriers and tracking numbers."),
  usesManufacturing: z.boolean().default(true).describe("Whether the module mrp is installed, which knows bills of materials."),
};

const pace = {
  requestsPerSecond: z.number().positive().default(40).describe("Requests a second that the server bears; Odoo itself sets no limit."),
  concurrency: z.int().positive().default(8).describe("Requests under way at once; keep it below the number of Odoo's workers."),
  timeoutMs: z.int().positive().default(5_000).describe("Time for one try of a request, in milliseconds."),
};

const changes = {
  changesOverlapMs: z
    .int()
    .min(1_000)
    .default(150_000)
    .describe(
      "How long after its stamp a change may become visible: the longest transaction, `--limit-time-real` of the Odoo server (120 seconds unless set) and some. Milliseconds.",
    ),
};

/** Settings of the Odoo connector. */
export const odooSettings = z.strictObject({ ...access, ...commerce, ...modules, ...pace, ...changes, webhookSecret });

/** The checked settings of one Odoo database. */
export type OdooSettings = z.output<typeof odooSettings>;
