import { connectorNames, loadConnector } from "#connectors";
import type { Logger } from "pino";
import { ZodError } from "zod";
import type { Clock, Database, Telemetry } from "#platform";
import { openSystem, type ConnectedSystem, type Connector } from "#sdk";
import { problemsOf, unknownKey, WrongSettings, type Settings } from "../config/index.js";
import { deliveredValues } from "../intake/index.js";

/** What systems are opened with. */
export interface SystemsGround {
  readonly clock: Clock;
  readonly log: Logger;
  readonly telemetry: Telemetry;
  /** Where files' values are; absent where systems are only looked at. */
  readonly database?: Database | undefined;
}

/** Connects the named systems of the settings. Throws `WrongSettings` with the path of what is wrong; nothing is sent to a vendor yet. */
export async function openSystems(
  settings: Settings,
  names: readonly string[],
  ground: SystemsGround,
): Promise<ReadonlyMap<string, ConnectedSystem>> {
  const opened = await Promise.all(names.map((name) => openOne(name, settings, ground)));
  return new Map(opened.map((system) => [system.name, system]));
}

async function openOne(name: string, settings: Settings, ground: SystemsGround): Promise<ConnectedSystem> {
  const system = settings.systems[name];
  if (system === undefined) throw wrong(`systems.${name}`, `it is missing; add it`);
  const connector = await connectorOf(name, system.connector);
  try {
    const delivered = ground.database !== undefined && system.files.length > 0 ? deliveredValues(ground.database, name) : undefined;
    return openSystem({ name, connector, rawSettings: system.settings, delivered, ...ground });
  } catch (cause) {
    if (!(cause instanceof ZodError)) throw cause;
    const problems = problemsOf(cause, connector.settings, ["systems", name, "settings"]);
    throw new WrongSettings({ source: "the configuration", problems }, { cause });
  }
}

async function connectorOf(system: string, name: string): Promise<Connector> {
  const known = connectorNames.find((one) => one === name);
  if (known === undefined) throw wrong(`systems.${system}.connector`, unknownKey(name, connectorNames).replace("key", "connector"));
  return loadConnector(known);
}

function wrong(path: string, problem: string): Error {
  return new WrongSettings({ source: "the configuration", problems: [{ path, problem }] });
}
