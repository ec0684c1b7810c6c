import { createCrmSubgraph } from "#crm";
import { createErpSubgraph } from "#erp";
import { createOrdersSubgraph } from "#orders";
import { createPimSubgraph } from "#pim";
import { defineError, type Clock, type EntityCache, type EventBus, type Subgraph, type Telemetry } from "#platform";
import type { ConnectedSystem, PortName, Ports } from "#sdk";
import { createShopSubgraph } from "#shop";
import type { Settings, SubgraphName } from "../config/index.js";
import { lifetimesOf, type Tells } from "./lifetimes.js";

/** A subgraph is put on a system whose connector lacks a port that it needs. */
export const PortMissing = defineError<{
  readonly subgraph: string;
  readonly system: string;
  readonly connector: string;
  readonly port: string;
}>({
  code: "PORT_MISSING",
  status: 500,
  retry: "never",
  message: (d) =>
    `subgraphs.${d.subgraph}.system: system "${d.system}" (connector ${d.connector}) has no port "${d.port}"; name a system that has it.`,
});

/** What subgraphs are built from. */
export interface SubgraphGround {
  readonly settings: Settings;
  /** By name. */
  readonly systems: ReadonlyMap<string, ConnectedSystem>;
  /** Carries changes to everybody on every node. */
  readonly events: EventBus;
  readonly telemetry: Telemetry;
  /** Keeps what was read from systems. */
  readonly cache: EntityCache;
  readonly tells: Tells;
  readonly clock: Clock;
}

/** Builds one of our subgraphs on its configured system. Throws `PortMissing` when the system cannot carry it. */
export function buildSubgraph(name: SubgraphName, ground: SubgraphGround): Promise<Subgraph> {
  const builders: Record<SubgraphName, (ground: SubgraphGround) => Promise<Subgraph>> = {
    pim: buildPim,
    erp: buildErp,
    crm: buildCrm,
    shop: buildShop,
    orders: buildOrders,
  };
  return builders[name](ground);
}

function buildPim(ground: SubgraphGround): Promise<Subgraph> {
  const { system, port } = systemOf("pim", ground);
  const { locales = ["en"], indexRefreshMs = 30_000 } = ground.settings.subgraphs.pim ?? {};
  const { contentMs, referenceMs } = ground.settings.cache.entities;
  const lifetimeOf = lifetimesOf(system, ground.settings, ground.tells);
  return createPimSubgraph({
    source: system.name,
    catalog: port("catalog"),
    languages: { locales },
    indexRefreshMs,
    cache: ground.cache,
    lifetimes: { contentMs: () => lifetimeOf("product.changed", contentMs), referenceMs: () => referenceMs },
    clock: ground.clock,
  });
}

function buildErp(ground: SubgraphGround): Promise<Subgraph> {
  const { system, port } = systemOf("erp", ground);
  const { stockMs, pricesMs, priceListsMs, referenceMs } = ground.settings.cache.entities;
  const lifetimeOf = lifetimesOf(system, ground.settings, ground.tells);
  return createErpSubgraph({
    source: system.name,
    stock: port("stock"),
    prices: port("prices"),
    suppliers: system.ports.suppliers,
    maxSubscribedSkus: ground.settings.subgraphs.erp?.maxSubscribedSkus ?? 100,
    bus: ground.events,
    cache: ground.cache,
    lifetimes: {
      stockMs: () => lifetimeOf("stock.changed", stockMs),
      pricesMs: () => lifetimeOf("price.changed", pricesMs),
      priceListsMs: () => priceListsMs,
      referenceMs: () => referenceMs,
    },
    clock: ground.clock,
    telemetry: ground.telemetry,
  });
}

function buildCrm(ground: SubgraphGround): Promise<Subgraph> {
  const { system, port } = systemOf("crm", ground);
  const { customersMs } = ground.settings.cache.entities;
  const lifetimeOf = lifetimesOf(system, ground.settings, ground.tells);
  return createCrmSubgraph({
    source: system.name,
    customers: port("customers"),
    interactions: system.ports.interactions,
    cache: ground.cache,
    lifetimes: { customersMs: () => lifetimeOf("customer.changed", customersMs) },
  });
}

function buildShop(ground: SubgraphGround): Promise<Subgraph> {
  const { system, port } = systemOf("shop", ground);
  const defaultChannel = ground.settings.subgraphs.shop?.defaultChannel;
  const { listingsMs, referenceMs } = ground.settings.cache.entities;
  const lifetimeOf = lifetimesOf(system, ground.settings, ground.tells);
  return createShopSubgraph({
    source: system.name,
    listings: port("listings"),
    carts: system.ports.carts,
    defaultChannel,
    cache: ground.cache,
    lifetimes: { listingsMs: () => lifetimeOf("listing.changed", listingsMs), referenceMs: () => referenceMs },
  });
}

function buildOrders(ground: SubgraphGround): Promise<Subgraph> {
  const { system, port } = systemOf("orders", ground);
  return createOrdersSubgraph({ orders: port("orders"), invoices: system.ports.invoices, shipments: system.ports.shipments });
}

interface Placed {
  readonly system: ConnectedSystem;
  readonly port: <Name extends PortName>(name: Name) => Ports[Name];
}

function systemOf(subgraph: SubgraphName, { settings, systems }: SubgraphGround): Placed {
  const system = systems.get(settings.subgraphs[subgraph]?.system ?? "");
  if (system === undefined) throw new TypeError(`Subgraph "${subgraph}" is not configured; add subgraphs.${subgraph} to the settings.`);
  const port = <Name extends PortName>(name: Name): Ports[Name] => {
    const offered = system.ports[name];
    if (offered !== undefined) return offered;
    throw new PortMissing({ subgraph, system: system.name, connector: system.connectorName, port: name });
  };
  return { system, port };
}
