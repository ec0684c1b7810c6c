import { systemClock } from "#platform";
import type { SubgraphName } from "../config/index.js";
import { openCache } from "./open-cache.js";
import { openEvents } from "./open-events.js";
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
  // What comes in reaches the gateway's process; this one would not hear of it.
  const tells = (): boolean => false;
  const subgraph = await buildSubgraph(name, { settings, systems, events, cache: cache.entities, tells, telemetry, clock });
  const server = await serveSubgraph(subgraph, { settings, telemetry, log, clock });
  const close = closeOnce(async () => {
    await server.close();
    await subgraph.close?.();
    await cache.close();
    await events.close();
    await Promise.all([...systems.values()].map((one) => one.close()));
  });
  return { url: server.url, close, [Symbol.asyncDispose]: close };
}
