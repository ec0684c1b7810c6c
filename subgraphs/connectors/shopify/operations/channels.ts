import { z } from "zod";
import { operation } from "../operation.js";

const data = z.object({
  shop: z.object({ currencyCode: z.string() }),
  shopLocales: z.array(z.object({ locale: z.string(), primary: z.boolean() })),
  publications: z.object({
    nodes: z.array(
      z.object({
        id: z.string(),
        catalog: z.object({ title: z.string() }).nullable(),
        channels: z.object({ nodes: z.array(z.object({ handle: z.string(), name: z.string() })) }).nullable(),
      }),
    ),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
});

/** The shop's language and currency, and its publications with the sales channel of each; needs `read_publications` and `read_locales`. */
export const CHANNELS = operation({
  api: "admin",
  name: "Channels",
  text: `query Channels($first: Int!, $after: String) {
  shop { currencyCode }
  shopLocales { locale primary }
  publications(first: $first, after: $after, catalogType: APP) {
    nodes { id catalog { title } channels(first: 1) { nodes { handle name } } }
    pageInfo { hasNextPage endCursor }
  }
}`,
  data,
});

/** One publication as Shopify answers it. */
export type PublicationNode = z.output<typeof data>["publications"]["nodes"][number];
/** What `CHANNELS` answers. */
export type ChannelsData = z.output<typeof data>;
