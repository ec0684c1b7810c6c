import type { Logger } from "pino";
import { globalTelemetry, systemClock, type Clock, type Telemetry } from "#platform";
import type { Connector, ConnectorContext, SystemWebhooks } from "./connector.js";
import { guardPort, type PortGuard } from "./guard-port.js";
import { nothingDelivered, type DeliveredValues } from "./delivered.js";
import type { BreakerOptions } from "./http/circuit-breaker.js";
import { createHttpClient } from "./http/create-http-client.js";
import type { SystemHealth } from "./http/health-record.js";
import type { Pace } from "./http/pace.js";
import type { PortName, Ports } from "./ports.js";
import { createRemembered } from "./remember.js";
import { createKeptSession } from "./session.js";

/** A merchant's system, connected. */
export interface ConnectedSystem {
  /** Its name in the settings, for example `erp`. */
  readonly name: string;
  readonly connectorName: string;
  /** What it offers: a port that is absent is not offered. Every error a port throws has a stable code and names the system. */
  readonly ports: Partial<Ports>;
  /** How its webhooks are proved; absent when it sends none, or the settings hold no secret. */
  readonly webhooks?: SystemWebhooks | undefined;
  readonly health: () => SystemHealth;
  /** Lets vendor calls under way finish, then closes the connections. */
  readonly close: () => Promise<void>;
}

/** What a system is opened with. */
export interface OpenSystemOptions {
  readonly name: string;
  readonly connector: Connector;
  /** The system's settings as they stand in the configuration, not checked yet. */
  readonly rawSettings: unknown;
  readonly log: Logger;
  /** The machine's when absent. */
  readonly clock?: Clock;
  /** The process's own when absent. */
  readonly telemetry?: Telemetry;
  readonly breaker?: BreakerOptions;
  /** The rate limit of this process when absent. */
  readonly pace?: Pace;
  /** What the system delivered in files; nothing when absent. */
  readonly delivered?: DeliveredValues | undefined;
}

/**
 * Checks the settings and connects a connector to its vendor; nothing is sent yet.
 *
 * Throws `z.ZodError` with the path of each wrong setting, and `TypeError` when the base URL is none or the connector breaks its own
 * declaration.
 */
export function openSystem(options: OpenSystemOptions): ConnectedSystem {
  const { name, connector, rawSettings, log, clock = systemClock, telemetry = globalTelemetry() } = options;
  const prepared = connector.prepare(rawSettings);
  const { baseUrl, limits } = prepared;
  const { breaker, pace, delivered = nothingDelivered } = options;
  const http = createHttpClient({ system: name, connector, baseUrl, limits, clock, log, telemetry, breaker, pace });
  const ports = prepared.connect(contextFor({ system: name, clock, log, http, delivered }));
  checkDeclaration(connector, ports);
  const calls = telemetry.meter.createCounter("passerelle_port_calls_total", {
    description: "Calls of a system's ports, one for each batch.",
  });
  return {
    name,
    connectorName: connector.name,
    ports: guardPorts(ports, { system: name, telemetry, calls }),
    webhooks: prepared.webhooks,
    health: http.health,
    close: http.close,
  };
}

type Ground = Pick<ConnectorContext<unknown>, "system" | "clock" | "log" | "http" | "delivered">;

function contextFor(ground: Ground): Omit<ConnectorContext<unknown>, "settings"> {
  return {
    ...ground,
    remember: (options) => createRemembered(options, ground),
    session: (options) => createKeptSession(options, ground),
  };
}

function checkDeclaration({ name, ports: declared }: Connector, given: Partial<Ports>): void {
  const isGiven = (port: string): boolean => Object.entries(given).some(([key, value]) => key === port && value !== undefined);
  const missing = declared.filter((port) => !isGiven(port));
  const extra = Object.keys(given).filter((port) => isGiven(port) && !declared.some((one) => one === port));
  if (missing.length + extra.length === 0) return;
  const told = [
    ...missing.map((port) => `"${port}" is declared and not given`),
    ...extra.map((port) => `"${port}" is given and not declared`),
  ];
  throw new TypeError(`Connector "${name}" breaks its own declaration: ${told.join(", ")}; correct "ports" or "connect".`);
}

function guardPorts(ports: Partial<Ports>, guard: PortGuard): Partial<Ports> {
  const guarded: Partial<Mutable<Ports>> = {};
  const keep = <Name extends PortName>(name: Name, port: Ports[Name] | undefined): void => {
    if (port !== undefined) guarded[name] = guardPort(name, port, guard);
  };
  for (const name of portNames(ports)) keep(name, ports[name]);
  return guarded;
}

type Mutable<Whole> = { -readonly [Key in keyof Whole]: Whole[Key] };

function portNames(ports: Partial<Ports>): readonly PortName[] {
  const all: Readonly<Record<PortName, true>> = {
    catalog: true,
    stock: true,
    prices: true,
    orders: true,
    invoices: true,
    shipments: true,
    customers: true,
    interactions: true,
    listings: true,
    carts: true,
    suppliers: true,
    changes: true,
    webhooks: true,
  };
  const isPort = (key: string): key is PortName => key in all;
  return Object.keys(ports).filter(isPort);
}
