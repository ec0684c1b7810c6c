import type { Logger } from "pino";
import { createTokenVerifier, systemClock, type Clock, type RunningTelemetry, type Subgraph } from "#platform";
import type { ConnectedSystem } from "#sdk";
import { subgraphNames, type Settings, type SubgraphName } from "../config/index.js";
import { httpSource, inProcessSource, type HttpSource, type Source } from "../engine/index.js";
import { createOperationsSubgraph } from "../operations/index.js";
import { composeSupergraph, fetchSdl, type SubgraphDefinition } from "../supergraph/index.js";
import { openSystems } from "./open-systems.js";
import { closeOnce, serveSupergraph, type RunningServer } from "./serve-supergraph.js";
import { buildSubgraph } from "./subgraphs.js";

/** What a gateway is started with. */
export interface GatewayOptions {
  readonly settings: Settings;
  readonly telemetry: RunningTelemetry;
  readonly log: Logger;
  /** The machine's when absent. */
  readonly clock?: Clock;
}

/** A gateway that answers. */
export interface RunningGateway extends RunningServer {
  readonly supergraphSdl: string;
  /** The systems that this process speaks to, by name. */
  readonly systems: ReadonlyMap<string, ConnectedSystem>;
}

/**
 * Builds the whole world from the settings and listens: systems, subgraphs, supergraph, engine, HTTP.
 *
 * Throws `WrongSettings`, `PortMissing`, `CompositionFailed` or `SubgraphUnreadable`; nothing is left open then.
 */
export async function startGateway({ settings, telemetry, log, clock = systemClock }: GatewayOptions): Promise<RunningGateway> {
  const ground = { telemetry, log, clock };
  const systems = await openSystems(settings, localSystems(settings), ground);
  const closeSystems = async (): Promise<void> => {
    await Promise.all([...systems.values()].map((system) => system.close()));
  };
  try {
    const graph = await assemble(settings, systems, ground);
    const server = await serveSupergraph({
      ...ground,
      supergraphSdl: graph.supergraphSdl,
      settings: settings.server,
      engine: settings.engine,
      verifier: createTokenVerifier(settings.auth),
      sourceOf: ({ name }) => graph.sourceOf(name),
    });
    const close = closeOnce(async () => {
      await server.close();
      await graph.close();
      await closeSystems();
    });
    return { ...server, systems, supergraphSdl: graph.supergraphSdl, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    await closeSystems();
    throw error;
  }
}

/** The supergraph that the settings describe, as SDL; nothing listens and no vendor is asked. */
export async function composeFromSettings({ settings, telemetry, log, clock = systemClock }: GatewayOptions): Promise<string> {
  const ground = { telemetry, log, clock };
  const systems = await openSystems(settings, localSystems(settings), ground);
  const graph = await assemble(settings, systems, ground);
  await Promise.all([graph.close(), ...[...systems.values()].map((system) => system.close())]);
  return graph.supergraphSdl;
}

interface Graph {
  readonly supergraphSdl: string;
  readonly sourceOf: (name: string) => Source;
  readonly close: () => Promise<void>;
}

type Ground = Required<Pick<GatewayOptions, "telemetry" | "log" | "clock">>;

async function assemble(settings: Settings, systems: ReadonlyMap<string, ConnectedSystem>, ground: Ground): Promise<Graph> {
  const local = await buildLocal(settings, systems, ground.clock);
  const remote = await readRemote(settings, ground.clock);
  const definitions = [...local, ...remote].toSorted((a, b) => a.name.localeCompare(b.name));
  const supergraphSdl = composeSupergraph(definitions);
  const remoteSources = new Map(remote.map(({ name, url }): [string, HttpSource] => [name, httpSource({ name, url }, ground.clock)]));
  const localSources = new Map(local.map((subgraph) => [subgraph.name, inProcessSource(subgraph, ground.log)]));
  return {
    supergraphSdl,
    sourceOf: (name) => {
      const source = localSources.get(name) ?? remoteSources.get(name);
      if (source === undefined) throw new TypeError(`The supergraph names a subgraph "${name}" that nobody serves.`);
      return source;
    },
    close: async () => {
      await Promise.all([...remoteSources.values()].map((source) => source.close()));
      await Promise.all(local.flatMap((subgraph) => (subgraph.close === undefined ? [] : [subgraph.close()])));
    },
  };
}

async function buildLocal(settings: Settings, systems: ReadonlyMap<string, ConnectedSystem>, clock: Clock): Promise<readonly Subgraph[]> {
  const names = configured(settings).filter((name) => settings.subgraphs[name]?.url === undefined);
  const subgraphs = await Promise.all(names.map((name) => buildSubgraph(name, { settings, systems, clock })));
  return [...subgraphs, await createOperationsSubgraph([...systems.values()])];
}

async function readRemote(settings: Settings, clock: Clock): Promise<readonly (SubgraphDefinition & { readonly url: string })[]> {
  const remote = configured(settings).flatMap((name) => {
    const url = settings.subgraphs[name]?.url;
    return url === undefined ? [] : [{ name, url }];
  });
  return Promise.all(remote.map(async (one) => ({ ...one, sdl: await fetchSdl(one, clock) })));
}

function configured(settings: Settings): SubgraphName[] {
  return subgraphNames.filter((name) => settings.subgraphs[name] !== undefined);
}

// A system that only remote subgraphs stand on is theirs to open.
function localSystems(settings: Settings): string[] {
  const needed = configured(settings).flatMap((name) => {
    const subgraph = settings.subgraphs[name];
    return subgraph === undefined || subgraph.url !== undefined ? [] : [subgraph.system];
  });
  return [...new Set(needed)];
}
