import { z } from "zod";

/** How subgraphs over HTTP are asked. */
export const subgraphHttpSchema = z
  .strictObject({
    connections: z.int().min(1).default(128).describe("Most connections to one subgraph."),
    maxWaiting: z
      .int()
      .min(0)
      .default(1000)
      .describe("Most requests to one subgraph that wait for a connection; further ones fail at once."),
    retries: z
      .int()
      .min(0)
      .max(5)
      .default(1)
      .describe("Further tries of a query whose connection was cut or that got 502, 503 or 504, within its deadline; never of a mutation."),
    compression: z
      .enum(["auto", "on", "off"])
      .default("auto")
      .describe("Whether subgraphs may compress their answers (gzip, br); `auto` asks for it where the subgraph is on another machine."),
    maxAnswerBytes: z.int().min(1024).default(67_108_864).describe("Largest answer that is read from a subgraph, after decompression."),
  })
  .describe("Requests to subgraphs over HTTP.");
