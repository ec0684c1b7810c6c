import { z } from "zod";
import { databaseSchema } from "./database-schema.js";
import { webhooksSchema } from "./webhooks-schema.js";
import { cacheSchema } from "./cache-schema.js";
import { operationsSchema } from "./operations-schema.js";
import { fileFeedSchema } from "./files-schema.js";
import { headersSchema } from "./headers-schema.js";
import { subgraphHttpSchema } from "./subgraph-http-schema.js";
import { eventsSchema } from "./events-schema.js";
import { subgraphSubscriptionsSchema } from "./subgraph-subscriptions-schema.js";

const webSocketSchema = z
  .strictObject({
    maxConnections: z.int().min(1).default(20_000).describe("Most WebSockets that are open at once; further ones get HTTP 503."),
    maxOperations: z.int().min(1).default(100).describe("Most operations that are open at once on one WebSocket."),
    keepAliveMs: z
      .int()
      .min(100)
      .max(2_147_483_647)
      .default(12_000)
      .describe("How often each client is pinged; one that does not answer until the next ping is dropped. Milliseconds."),
  })
  .describe("The WebSocket door (graphql-transport-ws).");

const subscriptionsSchema = z
  .strictObject({
    share: z
      .boolean()
      .default(true)
      .describe("Subscribers with the same operation, variables and rights share one stream and its work; each has its own otherwise."),
    maxUnsentBytes: z
      .int()
      .min(1024)
      .default(65_536)
      .describe("Bytes that may wait in a client's WebSocket before its events are held back and thinned out."),
    maxWaiting: z
      .int()
      .min(1)
      .default(256)
      .describe("Most events held back for one slow reader, the newest of each key; a reader for whom more waits is given up."),
    maxBlockedMs: z
      .int()
      .min(100)
      .max(2_147_483_647)
      .default(30_000)
      .describe("How long a reader may take nothing while events wait for it; it is then told to subscribe again. Milliseconds."),
    maxEventStreams: z
      .int()
      .min(1)
      .default(20_000)
      .describe("Most event streams over HTTP (SSE and multipart) that are open at once; further ones get HTTP 503."),
    heartbeatMs: z
      .int()
      .min(100)
      .max(2_147_483_647)
      .default(12_000)
      .describe("How often an event stream over HTTP says that it is alive. Milliseconds."),
  })
  .describe("Subscriptions, whichever way clients take them.");

const serverSchema = z
  .strictObject({
    host: z.string().default("127.0.0.1").describe("Address to listen on; `0.0.0.0` for all."),
    port: z.int().min(0).max(65_535).default(4000).describe("Port to listen on; 0 takes any free one."),
    requestTimeoutMs: z
      .int()
      .min(100)
      .default(5000)
      .describe("Deadline of one request, in milliseconds; every vendor call gets what is left of it."),
    bodyLimitBytes: z.int().min(1024).default(1_048_576).describe("Largest request body that is read."),
    shutdownGraceMs: z
      .int()
      .min(0)
      .default(10_000)
      .describe("How long requests under way may take to finish after a stop signal, in milliseconds."),
    drainDelayMs: z
      .int()
      .min(0)
      .default(0)
      .describe("How long readiness is already off before connections close, so that a load balancer notices; milliseconds."),
    landingPage: z.boolean().default(true).describe("Serve GraphiQL to browsers at `/graphql`."),
    introspection: z.boolean().default(true).describe("Answer introspection queries."),
    webSocket: webSocketSchema.prefault({}),
    subscriptions: subscriptionsSchema.prefault({}),
    trustProxy: z.boolean().default(false).describe("Believe `X-Forwarded-*` headers; only behind a proxy that sets them."),
  })
  .describe("The HTTP door.");

const engineSchema = z
  .strictObject({
    executor: z
      .enum(["compiled", "reference"])
      .default("compiled")
      .describe("Who executes: our own compiled plans, or `@apollo/gateway`'s own execution as a reference."),
    planner: z
      .enum(["auto", "hive", "apollo"])
      .default("auto")
      .describe("Who plans for the compiled executor: the Rust planner where its add-on loads (`auto`), it and nothing else, or Apollo's."),
    maxPlans: z.int().min(1).default(1000).describe("Most plans that are kept; the one not used for longest goes first."),
    shareFetches: z
      .boolean()
      .default(true)
      .describe("Ask a subgraph over HTTP once for equal queries with equal headers that are under way at once."),
    headers: headersSchema.prefault({}),
    http: subgraphHttpSchema.prefault({}),
    subscriptions: subgraphSubscriptionsSchema.prefault({}),
  })
  .describe("How operations are planned and executed.");

const authSchema = z
  .strictObject({
    issuer: z.string().optional().describe("Required `iss` of tokens."),
    audience: z.string().optional().describe("Required `aud` of tokens."),
    jwksUrl: z.url().optional().describe("Address of the issuer's JSON Web Key Set."),
    secret: z
      .string()
      .min(32)
      .optional()
      .meta({ secret: true })
      .describe("Shared HMAC key (HS256) of at least 32 characters, instead of `jwksUrl`."),
  })
  .refine((auth) => auth.jwksUrl === undefined || auth.secret === undefined, {
    error: "give either jwksUrl or secret, not both",
    path: ["secret"],
  })
  .describe("How bearer tokens are checked; without a key every token is refused and everybody is anonymous.");

const telemetrySchema = z
  .strictObject({
    serviceName: z.string().default("passerelle").describe("`service.name` of spans and metrics."),
    otlpEndpoint: z.url().optional().describe("OTLP/HTTP collector; the environment's `OTEL_EXPORTER_OTLP_ENDPOINT` when absent."),
    logLevel: z
      .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"])
      .default("info")
      .describe("Least level that is logged."),
  })
  .describe("Logs, traces and metrics.");

const pollSchema = z
  .strictObject({
    minIntervalMs: z.int().min(100).default(1000).describe("Time between two questions while there are changes, in milliseconds."),
    maxIntervalMs: z.int().min(100).default(10_000).describe("Time between two questions when it has been quiet, in milliseconds."),
  })
  .describe("How often the system is asked for its changes, where its connector can; `false` for never.");

const changesSchema = z
  .strictObject({
    poll: z
      .union([z.literal(false), pollSchema])
      .prefault({})
      .describe("How often the system is asked for its changes; `false` for never."),
    compareEvery: z
      .union([z.literal(false), z.string().regex(/^[1-9]\d*(s|m|h|d)$/u, "must be a whole number with s, m, h or d, for example 6h")])
      .default("6h")
      .describe(
        "How often all stock of the system is compared with what was seen before, for example `30m`, `6h`, `1d`; `false` for never. Finds what nobody told.",
      ),
  })
  .describe("How changes in the system come in, besides its webhooks.");

const systemSchema = z.strictObject({
  connector: z.string().describe("Name of a connector, see docs/reference/connectors."),
  settings: z.record(z.string(), z.unknown()).default({}).describe("The connector's own settings."),
  changes: changesSchema.prefault({}),
  files: z.array(fileFeedSchema).default([]).describe("Files in which the system tells its values; for the connector `flat-file`."),
});

const subgraphUrl = z
  .url()
  .optional()
  .describe("Address of this subgraph when it runs on its own (`npm run subgraph -- NAME`); in process when absent.");

const subgraphsSchema = z
  .strictObject({
    pim: z
      .strictObject({
        system: z.string().describe("Name of the system that has product content."),
        url: subgraphUrl,
        locales: z
          .array(z.string().min(2))
          .min(1)
          .default(["en"])
          .describe("Languages of the catalogue as BCP 47 tags; the first is the default."),
        indexRefreshMs: z
          .int()
          .min(1000)
          .default(30_000)
          .describe("How old the search index may grow before a search refreshes it, in milliseconds."),
      })
      .optional()
      .describe("Product content and search."),
    erp: z
      .strictObject({
        system: z.string().describe("Name of the system that has stock and prices."),
        url: subgraphUrl,
        maxSubscribedSkus: z.int().min(1).max(500).default(100).describe("Most SKUs of one subscription to stock or prices."),
      })
      .optional()
      .describe("Stock, prices, supply."),
    crm: z
      .strictObject({ system: z.string().describe("Name of the system that has customers."), url: subgraphUrl })
      .optional()
      .describe("Customers."),
    shop: z
      .strictObject({
        system: z.string().describe("Name of the system that has listings and carts."),
        url: subgraphUrl,
        defaultChannel: z.string().optional().describe("Channel of `listing` when the query names none; the shop's first when absent."),
      })
      .optional()
      .describe("Listings, channels, carts."),
    orders: z
      .strictObject({ system: z.string().describe("Name of the system that has orders."), url: subgraphUrl })
      .optional()
      .describe("Orders, invoices, shipments."),
  })
  .describe("Which system each subgraph stands on; a subgraph that is left out is not part of the graph.");

/** The one schema of the settings file: types, defaults and descriptions; the reference and the editor's JSON Schema are printed from it. */
export const settingsSchema = z
  .strictObject({
    server: serverSchema.prefault({}),
    engine: engineSchema.prefault({}),
    operations: operationsSchema.prefault({}),
    cache: cacheSchema.prefault({}),
    auth: authSchema.prefault({}),
    telemetry: telemetrySchema.prefault({}),
    events: eventsSchema.prefault({}),
    database: databaseSchema.prefault({}),
    webhooks: webhooksSchema.prefault({}),
    systems: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), systemSchema).describe("The merchant's systems by name."),
    subgraphs: subgraphsSchema,
  })
  .describe("Settings of a Passerelle gateway.");

/** Settings after checking, with defaults filled in. */
export type Settings = z.output<typeof settingsSchema>;

/** Name of one of our own subgraphs. */
export type SubgraphName = keyof Settings["subgraphs"];

/** Every subgraph of ours. */
export const subgraphNames = ["pim", "erp", "crm", "shop", "orders"] as const satisfies readonly SubgraphName[];
