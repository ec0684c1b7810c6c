import { cartId, customerId, orderId, sku, type OrderRecord } from "#model";
import type { Call } from "../call.js";
import type { PortName, Ports } from "../ports.js";
import type { KnownRecords } from "./contract-world.js";

/** One batched read, told apart from the others only by its keys. */
export interface BatchedRead {
  readonly port: PortName;
  /** `port.method`, as in `callsPerBatch`. */
  readonly name: string;
  readonly keysOf: (known: KnownRecords) => readonly string[] | undefined;
  readonly unknownOf: (known: KnownRecords) => string;
  /** Whether every known key must be answered; false where a record may have none (an order without invoice). */
  readonly isComplete: boolean;
  /** Fetches what the read needs besides its keys, and gives the read itself, so that only its own vendor calls are counted. */
  readonly prepare: (ports: Partial<Ports>, call: Call) => Promise<PreparedRead>;
}

/** Reads keys; may be called again and again. */
export type PreparedRead = (keys: readonly string[], call: Call) => Promise<ReadonlyMap<string, unknown>>;

const bySku = { keysOf: (known: KnownRecords) => known.skus, unknownOf: (known: KnownRecords) => known.unknownSku };
const byCustomer = { keysOf: (known: KnownRecords) => known.customers, unknownOf: noSuchId };
const byOrder = { keysOf: (known: KnownRecords) => known.orders, unknownOf: noSuchId };

/** Every batched read of every port. */
export const batchedReads: readonly BatchedRead[] = [
  {
    port: "catalog",
    name: "catalog.products",
    ...bySku,
    isComplete: true,
    prepare:
      async ({ catalog }) =>
      (keys, call) =>
        offered(catalog).products(keys.map(sku), call),
  },
  {
    port: "catalog",
    name: "catalog.variants",
    keysOf: ({ models }) => models,
    unknownOf: noSuchId,
    isComplete: true,
    prepare:
      async ({ catalog }) =>
      (keys, call) =>
        offered(catalog).variants(keys, call),
  },
  {
    port: "stock",
    name: "stock.stockOf",
    ...bySku,
    isComplete: true,
    prepare:
      async ({ stock }) =>
      (keys, call) =>
        offered(stock).stockOf(keys.map(sku), call),
  },
  {
    port: "prices",
    name: "prices.schedules",
    ...bySku,
    isComplete: true,
    prepare: async ({ prices }, first) => {
      const list = await offered(prices).listFor({ groups: [] }, first);
      return (keys, call) => offered(prices).schedules(keys.map(sku), list, call);
    },
  },
  {
    port: "orders",
    name: "orders.orders",
    ...byOrder,
    isComplete: true,
    prepare:
      async ({ orders }) =>
      (keys, call) =>
        offered(orders).orders(keys.map(orderId), call),
  },
  {
    port: "invoices",
    name: "invoices.invoicesOf",
    ...byOrder,
    isComplete: false,
    prepare: (ports, first) => byOrderRecord(ports, first, (records, call) => offered(ports.invoices).invoicesOf(records, call)),
  },
  {
    port: "shipments",
    name: "shipments.shipmentsOf",
    ...byOrder,
    isComplete: false,
    prepare: (ports, first) => byOrderRecord(ports, first, (records, call) => offered(ports.shipments).shipmentsOf(records, call)),
  },
  {
    port: "customers",
    name: "customers.customers",
    ...byCustomer,
    isComplete: true,
    prepare:
      async ({ customers }) =>
      (keys, call) =>
        offered(customers).customers(keys.map(customerId), call),
  },
  {
    port: "interactions",
    name: "interactions.interactionsOf",
    ...byCustomer,
    isComplete: false,
    prepare:
      async ({ interactions }) =>
      (keys, call) =>
        offered(interactions).interactionsOf(keys.map(customerId), 5, call),
  },
  {
    port: "listings",
    name: "listings.listingsOf",
    ...bySku,
    isComplete: true,
    prepare:
      async ({ listings }) =>
      (keys, call) =>
        offered(listings).listingsOf(keys.map(sku), call),
  },
  {
    port: "carts",
    name: "carts.carts",
    keysOf: ({ carts }) => carts,
    unknownOf: noSuchId,
    isComplete: true,
    prepare:
      async ({ carts }) =>
      (keys, call) =>
        offered(carts).carts(keys.map(cartId), call),
  },
  {
    port: "suppliers",
    name: "suppliers.offersFor",
    ...bySku,
    isComplete: false,
    prepare:
      async ({ suppliers }) =>
      (keys, call) =>
        offered(suppliers).offersFor(keys.map(sku), call),
  },
  {
    port: "suppliers",
    name: "suppliers.billsOfMaterialsOf",
    ...bySku,
    isComplete: false,
    prepare:
      async ({ suppliers }) =>
      (keys, call) =>
        offered(suppliers).billsOfMaterialsOf(keys.map(sku), call),
  },
];

/** The keys that a test needs; fails with the name of what the world must tell. */
export function knownKeys(read: BatchedRead, known: KnownRecords): readonly string[] {
  const keys = read.keysOf(known) ?? [];
  if (keys.length === 0) throw new Error(`"known" names nothing for ${read.name}; add what the running system holds.`);
  return keys;
}

function noSuchId(): string {
  return "no-such-id";
}

/** What hangs on orders is asked for with their records; an order that does not exist has none to ask with. */
async function byOrderRecord(
  { orders }: Partial<Ports>,
  first: Call,
  read: (records: readonly OrderRecord[], call: Call) => Promise<ReadonlyMap<string, unknown>>,
): Promise<PreparedRead> {
  const loaded = new Map<string, OrderRecord | undefined>();
  const load = async (keys: readonly string[]): Promise<readonly OrderRecord[]> => {
    const missing = keys.filter((key) => !loaded.has(key)).map(orderId);
    const found = missing.length === 0 ? new Map<string, OrderRecord>() : await offered(orders).orders(missing, first);
    for (const id of missing) loaded.set(id, found.get(id));
    return keys.flatMap((key) => loaded.get(key) ?? []);
  };
  return async (keys, call) => read(await load(keys), call);
}

function offered<Port>(port: Port | undefined): Port {
  if (port === undefined) throw new Error("The connector does not give this port, or not the port that it builds on.");
  return port;
}
