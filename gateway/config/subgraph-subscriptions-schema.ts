import { z } from "zod";

const transport = z.enum(["ws", "sse"]);
const path = z
  .string()
  .regex(/^\/[\x21-\x7e]*$/, "a path begins with / and has no spaces")
  .optional();

/** How subscriptions are opened at subgraphs over HTTP. */
export const subgraphSubscriptionsSchema = z
  .strictObject({
    transport: transport
      .default("ws")
      .describe("What subgraphs stream over: WebSocket (graphql-transport-ws) or server-sent events (graphql-sse, distinct connections)."),
    idleMs: z
      .int()
      .min(100)
      .max(2_147_483_647)
      .default(60_000)
      .describe(
        "How long server-sent events may be silent, heartbeats included, before the connection is taken for broken and opened anew.",
      ),
    maxStreams: z
      .int()
      .min(1)
      .default(1000)
      .describe("Most streams of server-sent events from one subgraph, each with a connection of its own; further ones fail at once."),
    subgraphs: z
      .record(
        z.string(),
        z.strictObject({
          transport: transport.optional().describe("What this one streams over; as `transport` above when absent."),
          path: path.describe("Where on its server this one streams, such as `/graphql/stream`; where it answers queries when absent."),
        }),
      )
      .default({})
      .describe("What differs for single subgraphs, by name."),
  })
  .describe("Subscriptions at subgraphs over HTTP.");
