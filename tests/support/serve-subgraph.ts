import { buildSubgraphSchema } from "@apollo/subgraph";
import type { GraphQLResolverMap } from "@apollo/subgraph/dist/schema-helper/index.js";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { graphql, parse, type DocumentNode } from "graphql";
import { isBound } from "./is-bound.js";

/** A subgraph that knows nothing of this project: `@apollo/subgraph` on Node's own HTTP server. */
export interface ForeignSubgraph extends AsyncDisposable {
  readonly name: string;
  readonly url: string;
  readonly typeDefs: DocumentNode;
  /** What was asked, in order. */
  readonly asked: readonly { readonly query: string; readonly variables?: unknown; readonly headers: IncomingHttpHeaders }[];
}

/** Serves a subgraph over HTTP on a free port. */
export async function serveSubgraph(name: string, sdl: string, resolvers: GraphQLResolverMap<unknown>): Promise<ForeignSubgraph> {
  const typeDefs = parse(sdl);
  const schema = buildSubgraphSchema({ typeDefs, resolvers });
  const asked: { query: string; variables?: Record<string, unknown>; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((request, response) => {
    void readJson(request).then(async (body) => {
      asked.push({ ...body, headers: request.headers });
      const result = await graphql({ schema, source: body.query, variableValues: body.variables });
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(result));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    name,
    typeDefs,
    asked,
    url: `http://127.0.0.1:${isBound(address) ? address.port : 0}/`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function readJson(request: IncomingMessage): Promise<{ query: string; variables?: Record<string, unknown> }> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text);
}
