import { cartId, type OrderRecord, type Sku } from "#model";
import { PasserelleError, type Clock } from "#platform";
import type { Call, ConnectedSystem, PortName, Ports } from "#sdk";

/** What was found at one port. */
export interface Finding {
  readonly port: PortName;
  readonly verdict: "ok" | "empty" | "skipped" | "failed";
  /** One record in words, or what is wrong and what to do. */
  readonly told: string;
  readonly latencyMs: number;
}

/** What an examination found so far: later ports are asked about the records of earlier ones. */
interface Sample {
  sku?: Sku;
  order?: OrderRecord;
}

type Look = (ports: Partial<Ports>, sample: Sample, call: Call) => Promise<string | undefined>;

/** Ports that are asked about a record of an earlier one. */
const needs: Partial<Record<PortName, keyof Sample>> = { suppliers: "sku", invoices: "order", shipments: "order" };

const words: Record<keyof Sample, string> = { sku: "product", order: "order" };

const timeoutMs = 15_000;

/** Reads one record through every port of a system. A port that fails does not stop the others; nothing is thrown. */
export async function examine(system: ConnectedSystem, clock: Clock): Promise<readonly Finding[]> {
  const sample: Sample = {};
  const findings: Finding[] = [];
  for (const port of inOrder(system.ports)) findings.push(await lookAt(port, { system, sample, clock }));
  return findings;
}

function inOrder(ports: Partial<Ports>): PortName[] {
  const order = Object.keys(looks).filter((name): name is PortName => name in looks);
  return order.filter((name) => ports[name] !== undefined);
}

interface Visit {
  readonly system: ConnectedSystem;
  readonly sample: Sample;
  readonly clock: Clock;
}

async function lookAt(port: PortName, { system, sample, clock }: Visit): Promise<Finding> {
  const startedAt = clock.now();
  const need = needs[port];
  if (need !== undefined && sample[need] === undefined) {
    return { port, verdict: "skipped", told: `not asked: no ${words[need]} was found to ask about`, latencyMs: 0 };
  }
  try {
    const told = await looks[port](system.ports, sample, { deadline: startedAt + timeoutMs });
    return {
      port,
      verdict: told === undefined ? "empty" : "ok",
      told: told ?? "it answers, and has no record to show",
      latencyMs: clock.now() - startedAt,
    };
  } catch (error) {
    const told = error instanceof PasserelleError ? `${error.code}: ${error.message}` : String(error);
    return { port, verdict: "failed", told, latencyMs: clock.now() - startedAt };
  }
}

const looks: Record<PortName, Look> = {
  // There is nothing to ask.
  webhooks: async () => "its notices are taken where they are sent",
  catalog: async ({ catalog }, sample, call) => {
    const product = await firstOf(catalog?.scan({}, call));
    if (product) sample.sku ??= product.sku;
    return product && `product ${product.sku}`;
  },
  stock: async ({ stock }, sample, call) => {
    const locations = await stock?.locations(call);
    const record = await firstOf(stock?.scan(call));
    if (record) sample.sku ??= record.sku;
    return record && `${locations?.length ?? 0} locations; ${record.sku} has ${record.levels.length} levels`;
  },
  listings: async ({ listings }, _sample, call) => {
    const channels = await listings?.channels(call);
    return channels?.length ? `channels ${channels.map((one) => one.id).join(", ")}` : undefined;
  },
  prices: async ({ prices }, sample, call) => {
    const list = await prices?.listFor({ groups: [] }, call);
    if (!list || sample.sku === undefined) return list && `public list "${list.name}" in ${list.currency}`;
    const price = (await prices?.schedules([sample.sku], list, call))?.get(sample.sku)?.breaks[0]?.net;
    return `public list "${list.name}"; ${sample.sku} ${price ? `costs ${price.amount} ${price.currency}` : "has no price on it"}`;
  },
  suppliers: async ({ suppliers }, sample, call) => {
    if (sample.sku === undefined) return undefined;
    const offers = (await suppliers?.offersFor([sample.sku], call))?.get(sample.sku) ?? [];
    return `${sample.sku} has ${offers.length} offers`;
  },
  orders: async ({ orders }, sample, call) => {
    const order = (await orders?.search({ first: 1 }, call))?.items[0]?.item;
    if (order) sample.order = order;
    return order && `order ${order.id}, ${order.status}`;
  },
  invoices: async ({ invoices }, { order }, call) => {
    if (!order) return undefined;
    return `order ${order.id} has ${(await invoices?.invoicesOf([order], call))?.get(order.id)?.length ?? 0}`;
  },
  shipments: async ({ shipments }, { order }, call) => {
    if (!order) return undefined;
    return `order ${order.id} has ${(await shipments?.shipmentsOf([order], call))?.get(order.id)?.length ?? 0}`;
  },
  customers: async ({ customers }, _sample, call) => {
    const customer = (await customers?.search({ first: 1 }, call))?.items[0]?.item;
    return customer && `customer ${customer.id}`;
  },
  interactions: async ({ customers, interactions }, _sample, call) => {
    const customer = (await customers?.search({ first: 1 }, call))?.items[0]?.item;
    if (!customer) return undefined;
    return `customer ${customer.id} has ${(await interactions?.interactionsOf([customer.id], 5, call))?.get(customer.id)?.length ?? 0}`;
  },
  carts: async ({ carts }, _sample, call) => {
    await carts?.carts([cartId("passerelle-doctor")], call);
    return "it answers about a cart that does not exist";
  },
  changes: async ({ changes }, _sample, call) => {
    const [kind] = changes?.kinds ?? [];
    if (changes === undefined || kind === undefined) return undefined;
    await changes.read(kind, undefined, call);
    return `tells ${changes.kinds.join(", ")}`;
  },
};

async function firstOf<Item>(pages: AsyncIterable<readonly Item[]> | undefined): Promise<Item | undefined> {
  for await (const page of pages ?? []) {
    if (page[0] !== undefined) return page[0];
  }
  return undefined;
}
