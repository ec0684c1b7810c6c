import { systemClock } from "#platform";
import type { SubgraphName } from "../config/index.js";
import { databaseOf } from "./database-of.js";
import { tellsBy } from "./lifetimes.js";
import { openCache } from "./open-cache.js";
import { openEvents } from "./open-events.js";
import { openIntake } from "./open-intake.js";
import { openSystems } from "./open-systems.js";
import { serveSubgraph } from "./serve-subgraph.js";
import { closeOnce, type RunningServer } from "./serve-supergraph.js";
import type { GatewayOptions } from "./start-gateway.js";
import { buildSubgraph } from "./subgraphs.js";

/**
 * Serves one of our subgraphs alone over HTTP, with the same settings file and the same token check as the gateway. Its `url` in the gateway's
 * settings is `<url>/graphql`.
 */
export async function startSubgraph(name: SubgraphName, options: GatewayOptions): Promise<RunningServer> {
  const { settings, telemetry, log, clock = systemClock } = options;
  const system = settings.subgraphs[name]?.system;
  const systems = await openSystems(settings, system === undefined ? [] : [system], { telemetry, log, clock });
  const events = await openEvents(settings, { telemetry, clock, log });
  const cache = openCache(settings, { events, telemetry, clock });
  // Without a bus on Redis, what comes in elsewhere is not heard of here. With it, whoever of those that speak to a system asks it tells the others.
  const isHeard = settings.events.redis.url !== undefined;
  const tells = isHeard ? tellsBy(settings) : (): boolean => false;
  const subgraph = await buildSubgraph(name, { settings, systems, events, cache: cache.entities, tells, telemetry, clock });
  const server = await serveSubgraph(subgraph, { settings, telemetry, log, clock });
  const database = databaseOf(settings, { log, telemetry });
  const intake = isHeard ? openIntake(settings, { telemetry, log, clock, events, database, systems }) : undefined;
  const close = closeOnce(async () => {
    await server.close();
    await intake?.close();
    await subgraph.close?.();
    await cache.close();
    await events.close();
    await Promise.all([...systems.values()].map((one) => one.close()));
    await database.close();
  });
  return { url: server.url, close, [Symbol.asyncDispose]: close };
}
