import { composeServices } from "@apollo/composition";
import { execute, parse, type DocumentNode } from "graphql";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { parseArgs } from "node:util";
import { isAddress } from "#bench/run/is-address";
import { dataSets, type DataSet } from "#bench/subgraphs/data";
import { benchSubgraphs, type BenchSubgraph } from "#bench/subgraphs/schemas";

// One process serves all subgraphs, each on a port of its own, as plainly as Node can: their cost is the same for every gateway.
const { values } = parseArgs({ options: { latency: { type: "string", default: "0" }, data: { type: "string", default: "few" } } });
const latencyMs = Number(values.latency);
let served = 0;
const subgraphs = await Promise.all(
  benchSubgraphs(dataSets[dataSetOf(values.data)]()).map(async (one) => ({
    name: one.name,
    sdl: one.sdl,
    url: await listen(serverOf(one)),
  })),
);
const composed = composeServices(subgraphs.map(({ name, sdl, url }) => ({ name, url, typeDefs: parse(sdl) })));
if (composed.supergraphSdl === undefined) throw new Error(`The subgraphs do not compose: ${String(composed.errors)}`);
process.on("message", () => process.send?.({ kind: "served", served }));
process.on("disconnect", () => process.exit(0));
process.send?.({ kind: "ready", supergraphSdl: composed.supergraphSdl, subgraphs });

function dataSetOf(name: string): DataSet {
  if (name === "few" || name === "many") return name;
  throw new Error(`There is no set of data called ${name}; there are few and many.`);
}

async function listen(server: Server): Promise<string> {
  server.keepAliveTimeout = 60_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (!isAddress(address)) throw new Error("A subgraph listens on no port.");
  return `http://127.0.0.1:${address.port}/graphql`;
}

function serverOf({ schema, sdl }: BenchSubgraph): Server {
  const documents = new Map<string, DocumentNode>();
  const documentOf = (query: string): DocumentNode => {
    const document = documents.get(query) ?? parse(query, { noLocation: true });
    if (documents.size < 5000) documents.set(query, document);
    return document;
  };
  return createServer(async (request, response) => {
    served += 1;
    const { query, variables, operationName } = JSON.parse(await bodyOf(request));
    const contextValue = { authorization: request.headers.authorization };
    // What a gateway asks at its start instead of a supergraph.
    const isSdl = query.includes("_service");
    const result = isSdl
      ? { data: { _service: { sdl } } }
      : await execute({ schema, document: documentOf(query), variableValues: variables, operationName, contextValue });
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
