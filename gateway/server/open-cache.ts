import {
  createCacheInstruments,
  createChangeFence,
  createEntityCache,
  createMemoryStore,
  createRedisStore,
  createUncached,
  type CacheGround,
  type ChangeFence,
  type Clock,
  type EntityCache,
  type EventBus,
  type Telemetry,
} from "#platform";
import type { Settings } from "../config/index.js";
import { entryNamespace } from "./entry-namespace.js";

/** What the caches of a process are opened with. */
export interface CacheSurroundings {
  readonly events: EventBus;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** The entity cache of a process, and the fence by which everything kept in it is judged. */
export interface OpenedCache {
  readonly fence: ChangeFence;
  readonly entities: EntityCache;
  readonly close: () => Promise<void>;
}

/** Opens the entity cache that the settings describe: in memory, and behind it Redis or Valkey when there is one. */
export function openCache(settings: Settings, { events, clock, telemetry }: CacheSurroundings): OpenedCache {
  const fence = createChangeFence({ bus: events, meter: telemetry.meter });
  const { enabled, ...limits } = settings.cache.entities;
  const instruments = createCacheInstruments(telemetry.meter);
  const ground = { fence, clock, instruments, limits };
  const entities = enabled
    ? createEntityCache({ ...ground, bus: events, memory: createMemoryStore(limits, instruments), shared: sharedStore(settings, ground) })
    : createUncached(clock);
  return {
    fence,
    entities,
    close: async () => {
      await entities.close();
      fence.close();
    },
  };
}

function sharedStore(settings: Settings, { clock, instruments }: Pick<CacheGround, "clock" | "instruments">) {
  const { url, timeoutMs } = settings.cache.entities.redis;
  return url === undefined ? undefined : createRedisStore({ url, timeoutMs, clock, instruments, namespace: entryNamespace(settings) });
}
