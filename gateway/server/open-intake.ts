import type { Logger } from "pino";
import {
  createLocalLeases,
  createPostgresLeases,
  type Clock,
  type Database,
  type EventBus,
  type Leases,
  type LockSession,
  type Telemetry,
} from "#platform";
import type { ConnectedSystem } from "#sdk";
import type { Settings } from "../config/index.js";
import {
  createDurablePositions,
  createFileLedger,
  createIntakeInstruments,
  createLocalPositions,
  durationMs,
  startPoller,
  watchFiles,
  type PollerOptions,
  type PositionStore,
} from "../intake/index.js";

/** What the intake of changes stands on. */
export interface IntakeGround {
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly log: Logger;
  readonly events: EventBus;
  readonly database: Database;
  readonly systems: ReadonlyMap<string, ConnectedSystem>;
}

/** Changes that are asked for, and files that are looked for. */
export interface Intake {
  /** Lets what is being told be told, then ends. */
  readonly close: () => Promise<void>;
}

/** Starts asking every system of this process for its changes, and looking for its files, as the settings say; never throws: what fails is tried again. */
export function openIntake(settings: Settings, ground: IntakeGround): Intake {
  const { clock, log, events: bus, database, telemetry } = ground;
  const leases = leasesOf(settings, log);
  const onBus = namedFor(settings);
  const positions = database.kind === "postgres" ? positionsFor(onBus, createDurablePositions(database, clock)) : createLocalPositions();
  const shared = { bus, positions, leases: leasesFor(onBus, leases), clock, log, instruments: createIntakeInstruments(telemetry.meter) };
  const pollers = [...ground.systems.values()].flatMap((system) => {
    const options = optionsOf(system, settings);
    return options === undefined ? [] : [startPoller(options, shared)];
  });
  const watches = [...ground.systems.keys()].flatMap((system) => {
    const ledger = createFileLedger(database, clock);
    const files = settings.systems[system]?.files ?? [];
    return files.map((feed) => watchFiles(system, feed, { ledger, bus, leases, clock, log, meter: telemetry.meter }));
  });
  return {
    close: async () => {
      await Promise.all([...pollers, ...watches].map((one) => one.close()));
      await leases.close();
    },
  };
}

function optionsOf(system: ConnectedSystem, { systems }: Settings): PollerOptions | undefined {
  const changes = systems[system.name]?.changes;
  if (changes === undefined) return undefined;
  const pace = changes.poll !== false && system.ports.changes !== undefined ? changes.poll : undefined;
  const compareEveryMs = changes.compareEvery !== false && system.ports.stock !== undefined ? durationMs(changes.compareEvery) : undefined;
  return pace === undefined && compareEveryMs === undefined ? undefined : { system, pace, compareEveryMs };
}

// Each bus is told of everything: those who share the database and no bus ask one by one, each with places of its own.
function namedFor({ events: { redis } }: Settings): (name: string) => string {
  return (name) => (redis.url === undefined ? name : `${name}@${redis.namespace}`);
}

function leasesFor(naming: (name: string) => string, { tryHold, close }: Leases): Leases {
  return { tryHold: (name) => tryHold(naming(name)), close };
}

function positionsFor(onBus: (name: string) => string, { read, write }: PositionStore): PositionStore {
  return { read: (system, kind) => read(onBus(system), kind), write: (system, kind, cursor) => write(onBus(system), kind, cursor) };
}

/** One node asks a system: by locks of the PostgreSQL that the nodes share; a process without one is alone. */
function leasesOf({ database }: Settings, log: Logger): Leases {
  const { url, schema, connectTimeoutMs } = database;
  if (url === undefined) return createLocalLeases();
  return leasesFor(
    (name) => `${schema}:${name}`,
    createPostgresLeases(() => openSession(url, { connectTimeoutMs, log })),
  );
}

async function openSession(url: string, { connectTimeoutMs, log }: { connectTimeoutMs: number; log: Logger }): Promise<LockSession> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: connectTimeoutMs,
    keepAlive: true,
    application_name: "passerelle-lease",
  });
  let isOpen = true;
  client.on("error", (error) => {
    isOpen = false;
    log.warn({ err: error }, "the session that holds a lease broke");
  });
  client.on("end", () => {
    isOpen = false;
  });
  await client.connect();
  return {
    query: async (text, values) => client.query(text, [...values]),
    isOpen: () => isOpen,
    close: () => client.end(),
  };
}
