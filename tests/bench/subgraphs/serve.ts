import { composeServices } from "@apollo/composition";
import { execute, parse, type DocumentNode, type GraphQLSchema } from "graphql";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { benchSubgraphs } from "#bench/subgraphs/schemas";

// One process serves all subgraphs, each on a port of its own, as plainly as Node can: their cost is the same for every gateway.
let served = 0;
const latencyMs = Number(process.argv[2] ?? 0);
const subgraphs = await Promise.all(
  benchSubgraphs.map(async ({ name, sdl, schema }) => ({ name, sdl, url: await listen(serverOf(schema, sdl)) })),
);
const composed = composeServices(subgraphs.map(({ name, sdl, url }) => ({ name, url, typeDefs: parse(sdl) })));
if (composed.supergraphSdl === undefined) throw new Error(`The subgraphs do not compose: ${String(composed.errors)}`);
process.on("message", () => process.send?.({ kind: "served", served }));
process.on("disconnect", () => process.exit(0));
process.send?.({ kind: "ready", supergraphSdl: composed.supergraphSdl, subgraphs });

async function listen(server: Server): Promise<string> {
  server.keepAliveTimeout = 60_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

function serverOf(schema: GraphQLSchema, sdl: string): Server {
  const documents = new Map<string, DocumentNode>();
  const documentOf = (query: string): DocumentNode => {
    const document = documents.get(query) ?? parse(query, { noLocation: true });
    if (documents.size < 5000) documents.set(query, document);
    return document;
  };
  return createServer(async (request, response) => {
    served += 1;
    const { query, variables, operationName } = JSON.parse(await bodyOf(request));
    // What a gateway asks at its start instead of a supergraph.
    const isSdl = query.includes("_service");
    const result = isSdl
      ? { data: { _service: { sdl } } }
      : await execute({ schema, document: documentOf(query), variableValues: variables, operationName });
    if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
    const text = JSON.stringify(result);
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) }).end(text);
  });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
