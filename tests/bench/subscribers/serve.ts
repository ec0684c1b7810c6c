// A server of one subscription, as the first argument names it; told what to do by the process that started it.
import { createServer } from "node:http";
import { buildSubgraphSchema } from "@apollo/subgraph";
import type { GraphQLResolverMap } from "@apollo/subgraph/dist/schema-helper/index.js";
import { buildSchema, GraphQLObjectType, parse, type GraphQLSchema } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { pino } from "pino";
import { WebSocketServer } from "ws";
import { createTokenVerifier, startTelemetry, systemClock } from "#platform";
import { settingsSchema } from "../../../gateway/config/index.js";
import { inProcessSource } from "../../../gateway/engine/index.js";
import { serveSupergraph } from "../../../gateway/server/index.js";
import { composeSupergraph } from "../../../gateway/supergraph/index.js";
import { changes, followers, openChanges } from "./changes.js";

const [name] = process.argv.slice(2);
const started = name === "graphql-ws" ? await serveAlone() : await serveFederated(name === "passerelle");

process.on("message", (question) => {
  if (question === "publish") return changes.publish();
  if (question === "opened") return process.send?.({ opened: started.opened() });
  // The collection that the memory's figure needs is not the server's work.
  const { user, system } = process.cpuUsage();
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return process.send?.({ cpuMs: (user + system) / 1000, heapBytes: heapUsed, rssBytes: rss });
});
process.send?.({ port: started.port });

interface Started {
  readonly port: number;
  readonly opened: () => number;
}

/** graphql-ws over one schema that has everything: each subscriber's event is executed, formatted and sent on its own. */
async function serveAlone(): Promise<Started> {
  const schema = withResolvers(
    buildSchema(`type Query { ok: Boolean } type Subscription { changed: Change! }
      type Change { kind: String! cursor: String! available: Float! item: Item! } type Item { sku: ID! name: String! price: String! }`),
  );
  const server = createServer();
  useServer({ schema }, new WebSocketServer({ server, path: "/graphql" }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return { port: typeof address === "object" && address !== null ? address.port : 0, opened: () => followers.size };
}

function withResolvers(schema: GraphQLSchema): GraphQLSchema {
  const field = (type: string, key: string) => {
    const found = schema.getType(type);
    if (!(found instanceof GraphQLObjectType)) throw new TypeError(`no type ${type}`);
    const one = found.getFields()[key];
    if (one === undefined) throw new TypeError(`no field ${type}.${key}`);
    return one;
  };
  Object.assign(field("Subscription", "changed"), { subscribe: () => openChanges(), resolve: (event: unknown) => event });
  Object.assign(field("Item", "name"), { resolve: ({ sku }: { sku: string }) => `Item ${sku}` });
  Object.assign(field("Item", "price"), { resolve: () => "12.50" });
  return schema;
}

/** The gateway over three subgraphs that have the same data. */
async function serveFederated(share: boolean): Promise<Started> {
  const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])';
  const subgraph = (key: string, text: string, resolvers: GraphQLResolverMap<unknown>) => {
    const sdl = `${link}\n${text}`;
    return { name: key, sdl, schema: buildSubgraphSchema({ typeDefs: parse(sdl), resolvers }), createContext: () => ({}) };
  };
  const subgraphs = [
    subgraph(
      "stock",
      `type Query { ok: Boolean } type Subscription { changed: Change! } type Item @key(fields: "sku") { sku: ID! }
       type Change { kind: String! cursor: String! available: Float! item: Item! }`,
      { Subscription: { changed: { subscribe: () => openChanges(), resolve: (event: unknown) => event } } },
    ),
    subgraph("catalogue", 'type Query { yes: Boolean } type Item @key(fields: "sku") { sku: ID! name: String! }', {
      Item: { __resolveReference: (item: object) => item, name: ({ sku }: { sku: string }) => `Item ${sku}` },
    }),
    subgraph("prices", 'type Query { no: Boolean } type Item @key(fields: "sku") { sku: ID! price: String! }', {
      Item: { __resolveReference: (item: object) => item, price: () => "12.50" },
    }),
  ];
  const settings = settingsSchema.parse({ systems: {}, subgraphs: {} });
  const log = pino({ level: "error" });
  const telemetry = await startTelemetry({ serviceName: "bench", serviceVersion: "0", otlpEndpoint: undefined });
  const sources = new Map(subgraphs.map((one) => [one.name, inProcessSource(one, log)]));
  const server = await serveSupergraph({
    supergraphSdl: composeSupergraph(subgraphs),
    sourceOf: ({ name: key }) => {
      const source = sources.get(key);
      if (source === undefined) throw new TypeError(`no subgraph ${key}`);
      return source;
    },
    settings: { ...settings.server, port: 0, subscriptions: { ...settings.server.subscriptions, share } },
    engine: settings.engine,
    operations: settings.operations,
    cache: settings.cache,
    forwarded: [],
    verifier: createTokenVerifier({}),
    telemetry,
    clock: systemClock,
    log,
  });
  const metrics = async (): Promise<number> => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    return Number(/^passerelle_subscriptions\S* (\S+)$/m.exec(text)?.[1] ?? 0);
  };
  let opened = 0;
  setInterval(() => void metrics().then((count) => (opened = count)), 200);
  return { port: Number(new URL(server.url).port), opened: () => opened };
}
