import { customerId, type OrderId, type OrderRecord } from "#model";
import DataLoader from "dataloader";
import { buildFederatedSchema, keyLoader, type Subgraph, type SubgraphRequest } from "#platform";
import type { Call, InvoicesPort, OrdersPort, ShipmentsPort } from "#sdk";
import type { OrdersContext } from "./context.js";
import { CustomerOrders, loadOrder, OrderQueries } from "./resolvers/order-queries.js";
import { OrderResolver } from "./resolvers/order-resolver.js";
import { CustomerType } from "./schema/references.js";

/** What the orders subgraph stands on. */
export interface OrdersSubgraphOptions {
  readonly orders: OrdersPort;
  /** Absent when the system writes no invoices: they are then empty. */
  readonly invoices?: InvoicesPort | undefined;
  /** Absent when the system ships nothing: shipments and returns are then empty. */
  readonly shipments?: ShipmentsPort | undefined;
}

/** The subgraph of orders with their invoices, shipments and returns. */
export async function createOrdersSubgraph(options: OrdersSubgraphOptions): Promise<Subgraph> {
  const { schema, sdl } = await buildFederatedSchema<OrdersContext>({
    resolvers: [OrderQueries, CustomerOrders, OrderResolver],
    orphanedTypes: [CustomerType],
    references: {
      Order: (reference, context) => loadOrder(String(reference.id), context),
      Customer: (reference) => ({ id: customerId(String(reference.id)) }),
    },
  });
  return { name: "orders", schema, sdl, createContext: (request) => contextOf(request, options) };
}

function contextOf(request: SubgraphRequest, deps: OrdersSubgraphOptions): OrdersContext {
  const call: Call = { deadline: request.deadline, signal: request.signal };
  return {
    call,
    viewer: request.viewer,
    orders: keyLoader((ids) => deps.orders.orders(ids, call)),
    search: (search, searchCall) => deps.orders.search(search, searchCall),
    invoices: perOrder(async (orders) => (await deps.invoices?.invoicesOf(orders, call)) ?? new Map()),
    shipments: perOrder(async (orders) => (await deps.shipments?.shipmentsOf(orders, call)) ?? new Map()),
  };
}

// The vendor's own key travels in the record, so a batch needs no second look at the order; the number tells two copies apart from two orders.
function perOrder<Value>(
  load: (orders: readonly OrderRecord[]) => Promise<ReadonlyMap<OrderId, readonly Value[]>>,
): DataLoader<OrderRecord, readonly Value[]> {
  return new DataLoader<OrderRecord, readonly Value[], OrderId>(
    async (orders) => {
      const found = await load(orders);
      return orders.map((order) => found.get(order.id) ?? []);
    },
    { cacheKeyFn: (order) => order.id },
  );
}
