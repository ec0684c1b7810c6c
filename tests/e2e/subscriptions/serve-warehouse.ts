import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { graphql } from "graphql";
import { createHandler } from "graphql-sse/lib/use/http";
import { useServer } from "graphql-ws/use/ws";
import { pino } from "pino";
import { WebSocketServer } from "ws";
import { createTokenVerifier, startTelemetry, systemClock } from "#platform";
import { DEMO_SECRET, settingsSchema, type Settings } from "../../../gateway/config/index.js";
import { inProcessSource } from "../../../gateway/engine/index.js";
import { serveForeignSupergraph, serveSubgraph, serveSupergraph, type RunningServer } from "../../../gateway/server/index.js";
import { composeSupergraph } from "../../../gateway/supergraph/index.js";
import { isBound } from "../../support/is-bound.js";
import { createFeed, type Feed } from "./feed.js";
import { openWarehouse, type MovementEvent, type Warehouse, type WarehouseSubgraph } from "./warehouse.js";

/** A gateway over the warehouse's subgraphs. */
export interface ServedWarehouse extends AsyncDisposable {
  readonly url: string;
  readonly socketUrl: string;
  readonly feed: Feed<MovementEvent>;
  readonly warehouse: Warehouse;
  readonly server: RunningServer;
  /** Drops every connection between the gateway and the subgraphs over HTTP that carries a stream. */
  readonly dropUpstream: () => void;
}

export interface WarehouseOptions {
  readonly engine?: Partial<Settings["engine"]>;
  readonly webSocket?: Partial<Settings["server"]["webSocket"]>;
  readonly server?: Partial<Settings["server"]>;
  readonly subscriptions?: Partial<Settings["server"]["subscriptions"]>;
  /** What the subgraphs over HTTP stream over; WebSocket when absent. */
  readonly upstream?: "ws" | "sse" | "nothing";
}

const defaults = settingsSchema.parse({ systems: {}, subgraphs: {} });

async function groundOf(options: WarehouseOptions) {
  const telemetry = await startTelemetry({ serviceName: "passerelle-test", serviceVersion: "0", otlpEndpoint: undefined });
  const webSocket = { ...defaults.server.webSocket, ...options.webSocket };
  return {
    telemetry,
    log: pino({ level: "silent" }),
    clock: systemClock,
    engine: { ...defaults.engine, ...options.engine },
    operations: defaults.operations,
    cache: defaults.cache,
    settings: {
      ...defaults.server,
      port: 0,
      ...options.server,
      webSocket,
      subscriptions: { ...defaults.server.subscriptions, ...options.subscriptions },
    },
  };
}

function served(
  server: RunningServer,
  rest: Pick<ServedWarehouse, "feed" | "warehouse" | "dropUpstream">,
  close: () => Promise<unknown>,
): ServedWarehouse {
  return {
    ...rest,
    server,
    url: `${server.url}/graphql`,
    socketUrl: `${server.url.replace("http", "ws")}/graphql`,
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await close();
    },
  };
}

/** With the subgraphs in the gateway's process. */
export async function serveInProcess(options: WarehouseOptions = {}): Promise<ServedWarehouse> {
  const feed = createFeed<MovementEvent>();
  const warehouse = openWarehouse(feed);
  const ground = await groundOf(options);
  const sources = new Map(
    warehouse.subgraphs.map((subgraph) => {
      const createContext = ({ viewer }: { viewer: { customer?: string } }): object => ({ seenBy: viewer.customer, loaded: [] });
      return [subgraph.name, inProcessSource({ ...subgraph, createContext }, ground.log)] as const;
    }),
  );
  const server = await serveSupergraph({
    ...ground,
    forwarded: [],
    verifier: createTokenVerifier({ secret: DEMO_SECRET }),
    supergraphSdl: composeSupergraph(warehouse.subgraphs),
    sourceOf: ({ name }) => sources.get(name)!,
  });
  return served(server, { feed, warehouse, dropUpstream: () => undefined }, () => ground.telemetry.close());
}

/** With each subgraph on an HTTP server of its own that knows nothing of this project. */
export async function serveOverHttp(options: WarehouseOptions = {}): Promise<ServedWarehouse> {
  const feed = createFeed<MovementEvent>();
  const warehouse = openWarehouse(feed);
  const ground = await groundOf(options);
  const upstreams = await Promise.all(warehouse.subgraphs.map((one) => serveAlone(one, options)));
  const supergraphSdl = composeSupergraph(warehouse.subgraphs.map((one, at) => ({ ...one, url: upstreams[at]!.url })));
  const server = await serveForeignSupergraph({ ...ground, supergraphSdl, auth: defaults.auth });
  const dropUpstream = (): void => upstreams.forEach(({ drop }) => drop());
  return served(server, { feed, warehouse, dropUpstream }, async () => {
    await Promise.all(upstreams.map(({ close }) => close()));
    await ground.telemetry.close();
  });
}

/** With each subgraph on a server of ours, as `npm run subgraph` starts it. */
export async function serveOverOwnServers(options: WarehouseOptions = {}): Promise<ServedWarehouse> {
  const feed = createFeed<MovementEvent>();
  const warehouse = openWarehouse(feed);
  const ground = await groundOf(options);
  const auth = { secret: DEMO_SECRET };
  const upstreams = await Promise.all(
    warehouse.subgraphs.map((subgraph) => {
      const createContext = ({ viewer }: { viewer: { customer?: string } }): object => ({ seenBy: viewer.customer, loaded: [] });
      return serveSubgraph(
        { ...subgraph, createContext },
        { ...ground, settings: { server: ground.settings, auth, engine: ground.engine } },
      );
    }),
  );
  const supergraphSdl = composeSupergraph(warehouse.subgraphs.map((one, at) => ({ ...one, url: `${upstreams[at]!.url}/graphql` })));
  const server = await serveForeignSupergraph({ ...ground, supergraphSdl, auth });
  return served(server, { feed, warehouse, dropUpstream: () => undefined }, async () => {
    await Promise.all(upstreams.map(({ close }) => close()));
    await ground.telemetry.close();
  });
}

/** The same, where the subgraphs offer server-sent events instead, by the handler of graphql-sse. */
export function serveOverSse(options: WarehouseOptions = {}): Promise<ServedWarehouse> {
  return serveOverHttp({ upstream: "sse", ...options, engine: { ...options.engine, subscriptions: takingSse(options) } });
}

/** With servers of ours whose server-sent events are read. */
export function serveOverOwnSse(options: WarehouseOptions = {}): Promise<ServedWarehouse> {
  return serveOverOwnServers({ ...options, engine: { ...options.engine, subscriptions: takingSse(options) } });
}

function takingSse({ engine }: WarehouseOptions): Settings["engine"]["subscriptions"] {
  return { ...defaults.engine.subscriptions, ...engine?.subscriptions, transport: "sse" };
}

async function serveAlone({ schema }: WarehouseSubgraph, { upstream = "ws" }: WarehouseOptions) {
  const events = createHandler({
    schema,
    context: ({ headers }) => ({ seenBy: headers.get("authorization") ?? undefined, loaded: [] }),
  });
  const streams = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    if (upstream === "sse" && request.headers.accept === "text/event-stream") {
      streams.add(response.once("close", () => streams.delete(response)));
      // It fails with what the schema's stream fails with, in the middle of the response.
      events(request, response).catch(() => response.destroy());
      return;
    }
    if (request.method !== "POST") {
      response.writeHead(405).end();
      return;
    }
    void readJson(request).then(async ({ query, variables }) => {
      const contextValue = { seenBy: request.headers.authorization, loaded: [] };
      const result = await graphql({ schema, source: query, variableValues: variables, contextValue });
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(result));
    });
  });
  const sockets = new WebSocketServer(upstream === "ws" ? { server } : { noServer: true });
  const context = ({ connectionParams }: { connectionParams?: Readonly<Record<string, unknown>> | undefined }) => ({
    seenBy: connectionParams?.authorization,
    loaded: [],
  });
  const disposable = useServer({ schema, context }, sockets);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    url: `http://127.0.0.1:${isBound(address) ? address.port : 0}/`,
    drop: () => {
      sockets.clients.forEach((socket) => socket.terminate());
      streams.forEach((response) => response.destroy());
    },
    close: async () => {
      await disposable.dispose();
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
