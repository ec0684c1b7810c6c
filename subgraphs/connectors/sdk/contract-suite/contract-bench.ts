import { pino } from "pino";
import { afterAll, beforeAll } from "vitest";
import { z } from "zod";
import type { Call } from "../call.js";
import type { Connector } from "../connector.js";
import { openSystem, type ConnectedSystem } from "../open-system.js";
import type { CallCounter, ContractClerk, ContractOptions, FaultDriver, KnownRecords } from "./contract-world.js";
import { startFaultProxy } from "./fault-proxy.js";
import { createHurriedClock, type HurriedClock } from "./hurried-clock.js";

/** The running system of one suite. */
export interface Bench {
  readonly connector: Connector;
  readonly options: ContractOptions;
  readonly settings: () => Readonly<Record<string, unknown>>;
  readonly wrongCredentials: () => Readonly<Record<string, unknown>>;
  readonly known: () => KnownRecords;
  /** Throws when the world has none. */
  readonly clerk: () => ContractClerk;
  readonly faults: () => FaultDriver;
  readonly calls: () => CallCounter;
  /** A fresh connection with no session and nothing remembered. */
  readonly open: (settings?: Readonly<Record<string, unknown>>) => OpenSystem;
}

/** A connection of one test. */
export interface OpenSystem extends ConnectedSystem, AsyncDisposable {
  readonly clock: HurriedClock;
  /** A call with time enough for anything. */
  readonly call: () => Call;
}

interface Running extends AsyncDisposable {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly wrongCredentials: Readonly<Record<string, unknown>>;
  readonly known: KnownRecords;
  readonly clerk: ContractClerk | undefined;
  readonly faults: FaultDriver;
  readonly calls: CallCounter;
}

const patientMs = 50_000;
const log = pino({ level: "silent" });

/** Starts the system before the suite's tests and ends it after them. */
export function useBench(connector: Connector, options: ContractOptions): Bench {
  let running: Running | undefined;
  const world = (): Running => {
    if (running === undefined) throw new Error("The system of this suite did not start.");
    return running;
  };
  beforeAll(async () => {
    running = await startBench(connector, options);
  });
  afterAll(() => running?.[Symbol.asyncDispose]());
  return {
    connector,
    options,
    settings: () => world().settings,
    wrongCredentials: () => world().wrongCredentials,
    known: () => world().known,
    clerk: () => {
      const { clerk } = world();
      if (clerk === undefined) throw new Error("A connector that tells changes needs a world with a clerk who makes some.");
      return clerk;
    },
    faults: () => world().faults,
    calls: () => world().calls,
    open: (settings = world().settings) => openForTest(connector, settings),
  };
}

async function startBench(connector: Connector, { start }: ContractOptions): Promise<Running> {
  const world = await start();
  const target = new URL(connector.prepare(world.settings).baseUrl);
  const { known, clerk } = world;
  const given = { settings: world.settings, wrongCredentials: world.wrongCredentials ?? spoilt(connector, world.settings) };
  if (world.faults !== undefined && world.calls !== undefined) {
    const { faults, calls } = world;
    return { ...given, known, clerk, faults, calls, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
  }
  const proxy = await startFaultProxy(target);
  const rerouted = (settings: Readonly<Record<string, unknown>>): Record<string, unknown> => reroute(settings, target.origin, proxy.origin);
  return {
    settings: rerouted(given.settings),
    wrongCredentials: rerouted(given.wrongCredentials),
    known,
    clerk,
    faults: world.faults ?? proxy.faults,
    calls: world.calls ?? proxy.calls,
    [Symbol.asyncDispose]: async () => {
      await proxy[Symbol.asyncDispose]();
      await world[Symbol.asyncDispose]();
    },
  };
}

function reroute(settings: Readonly<Record<string, unknown>>, from: string, to: string): Record<string, unknown> {
  const changed: unknown = JSON.parse(JSON.stringify(settings).replaceAll(from, to));
  return z.record(z.string(), z.unknown()).parse(changed);
}

/** The same settings with every secret changed. */
function spoilt({ settings: schema }: Connector, settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const secrets = Object.entries(settingsSchema(schema)).filter(([key, { secret }]) => secret === true && settings[key] !== undefined);
  return { ...settings, ...Object.fromEntries(secrets.map(([key]) => [key, `${String(settings[key])}0`])) };
}

/** The properties of a settings schema as JSON Schema tells them. */
export function settingsSchema(
  schema: z.ZodType,
): Record<string, { readonly description?: string | undefined; readonly secret?: boolean | undefined }> {
  const property = z.looseObject({ description: z.string().optional(), secret: z.boolean().optional() });
  const shape = z.looseObject({ properties: z.record(z.string(), property) });
  return shape.parse(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" })).properties;
}

function openForTest(connector: Connector, rawSettings: Readonly<Record<string, unknown>>): OpenSystem {
  const clock = createHurriedClock();
  const system = openSystem({ name: "contract", connector, rawSettings, log, clock });
  return {
    ...system,
    clock,
    call: () => ({ deadline: clock.now() + patientMs }),
    [Symbol.asyncDispose]: () => system.close(),
  };
}
