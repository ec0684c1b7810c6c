import type { Logger } from "pino";
import {
  createLocalBus,
  createTokenVerifier,
  createUncached,
  systemClock,
  type Clock,
  type EntityCache,
  type EventBus,
  type RunningTelemetry,
  type Subgraph,
} from "#platform";
import type { ConnectedSystem } from "#sdk";
import { subgraphNames, type Settings, type SubgraphName } from "../config/index.js";
import {
  alsoForwarding,
  forwardedNames,
  headersFor,
  httpSource,
  inProcessSource,
  type HeaderRules,
  type HttpSource,
  type Source,
} from "../engine/index.js";
import { createOperationsSubgraph } from "../operations/index.js";
import { composeSupergraph, fetchSdl, type SubgraphDefinition } from "../supergraph/index.js";
import { createWebhooks } from "../webhooks/index.js";
import { databaseOf } from "./database-of.js";
import { tellsBy } from "./lifetimes.js";
import { openCache } from "./open-cache.js";
import { openEvents } from "./open-events.js";
import { openIntake } from "./open-intake.js";
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
  /** Carries changes to everybody on every node. */
  readonly events: EventBus;
  /** Loads what the first requests would wait for, such as the search index. Never fails: what cannot be loaded now is loaded when asked for. */
  readonly warm: () => Promise<void>;
}

/**
 * Builds the whole world from the settings and listens: systems, subgraphs, supergraph, engine, HTTP.
 *
 * Throws `WrongSettings`, `PortMissing`, `CompositionFailed` or `SubgraphUnreadable`; nothing is left open then.
 */
export async function startGateway({ settings, telemetry, log, clock = systemClock }: GatewayOptions): Promise<RunningGateway> {
  const ground = { telemetry, log, clock };
  const database = databaseOf(settings, ground);
  const systems = await openSystems(settings, localSystems(settings), { ...ground, database });
  const events = await openEvents(settings, ground);
  const cache = openCache(settings, { ...ground, events });
  const webhooks = createWebhooks({ ...ground, settings: settings.webhooks, systems, database, events });
  const closeGround = async (): Promise<void> => {
    await webhooks.close();
    await cache.close();
    await events.close();
    await Promise.all([...systems.values()].map((system) => system.close()));
    await database.close();
  };
  try {
    const graph = await assemble(settings, systems, { ...ground, events, cache: cache.entities });
    const server = await serveSupergraph({
      ...ground,
      supergraphSdl: graph.supergraphSdl,
      settings: settings.server,
      engine: settings.engine,
      forwarded: forwardedNames(rulesOf(settings)),
      operations: settings.operations,
      cache: settings.cache,
      changes: cache.fence,
      verifier: createTokenVerifier(settings.auth),
      sourceOf: ({ name }) => graph.sourceOf(name),
      addDoors: webhooks.serve,
    });
    const intake = openIntake(settings, { ...ground, events, database, systems });
    webhooks.start();
    const close = closeOnce(async () => {
      await server.close();
      await intake.close();
      await graph.close();
      await closeGround();
    });
    const warm = async (): Promise<void> => {
      await Promise.allSettled([graph.warm(), webhooks.warm()]);
    };
    return { ...server, systems, events, supergraphSdl: graph.supergraphSdl, warm, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    await closeGround();
    throw error;
  }
}

/** The supergraph that the settings describe, as SDL; nothing listens and no vendor is asked. */
export async function composeFromSettings({ settings, telemetry, log, clock = systemClock }: GatewayOptions): Promise<string> {
  const ground = { telemetry, log, clock };
  const systems = await openSystems(settings, localSystems(settings), ground);
  const events = createLocalBus(ground);
  const graph = await assemble(settings, systems, { ...ground, events, cache: createUncached(clock) });
  await Promise.all([graph.close(), events.close(), ...[...systems.values()].map((system) => system.close())]);
  return graph.supergraphSdl;
}

interface Graph {
  readonly supergraphSdl: string;
  readonly sourceOf: (name: string) => Source;
  readonly warm: () => Promise<void>;
  readonly close: () => Promise<void>;
}

interface Ground extends Required<Pick<GatewayOptions, "telemetry" | "log" | "clock">> {
  readonly events: EventBus;
  readonly cache: EntityCache;
}

async function assemble(settings: Settings, systems: ReadonlyMap<string, ConnectedSystem>, ground: Ground): Promise<Graph> {
  const local = await buildLocal(settings, systems, ground);
  const remote = await readRemote(settings, ground.clock);
  const definitions = [...local, ...remote].toSorted((a, b) => a.name.localeCompare(b.name));
  const supergraphSdl = composeSupergraph(definitions);
  const remoteSources = new Map(remote.map((one) => [one.name, remoteSource(one, settings, ground)]));
  const localSources = new Map(local.map((subgraph) => [subgraph.name, inProcessSource(subgraph, ground.log)]));
  return {
    supergraphSdl,
    sourceOf: (name) => {
      const source = localSources.get(name) ?? remoteSources.get(name);
      if (source === undefined) throw new TypeError(`The supergraph names a subgraph "${name}" that nobody serves.`);
      return source;
    },
    warm: async () => {
      await Promise.allSettled(local.flatMap((subgraph) => (subgraph.warm ? [subgraph.warm()] : [])));
    },
    close: async () => {
      await Promise.all([...remoteSources.values()].map((source) => source.close()));
      await Promise.all(local.flatMap((subgraph) => (subgraph.close === undefined ? [] : [subgraph.close()])));
    },
  };
}

function remoteSource(
  subgraph: { readonly name: string; readonly url: string },
  settings: Settings,
  { clock, telemetry, events }: Ground,
): HttpSource {
  return httpSource(subgraph, {
    clock,
    telemetry,
    headersOf: headersFor(rulesOf(settings), subgraph.name),
    sharesFetches: settings.engine.shareFetches,
    moment: () => (events.isCurrent() ? events.head() : undefined),
    settings: settings.engine.http,
    subscriptions: settings.engine.subscriptions,
  });
}

// Subgraphs of ours ask the same viewer for the same token, and answer in the same languages.
function rulesOf({ engine }: Settings): HeaderRules {
  return alsoForwarding(engine.headers, ["authorization", "accept-language"]);
}

async function buildLocal(settings: Settings, systems: ReadonlyMap<string, ConnectedSystem>, ground: Ground): Promise<readonly Subgraph[]> {
  const names = configured(settings).filter((name) => settings.subgraphs[name]?.url === undefined);
  const subgraphs = await Promise.all(names.map((name) => buildSubgraph(name, { settings, systems, tells: tellsBy(settings), ...ground })));
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
