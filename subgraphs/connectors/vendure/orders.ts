import type { OrderRecord, Page } from "#model";
import { type Call, type OrderSearch, type OrdersPort, SystemRefused } from "#sdk";
import { statesOf, toOrder } from "./mapping/orders.js";
import { skipOf, toPage, type VendureList } from "./offset-page.js";
import { customerOrdersOperation, ordersOperation, type VendureOrder } from "./operations/orders.js";
import type { Shop } from "./shop.js";

/** Vendure's placed orders, by their codes. */
export function vendureOrders(shop: Shop): OrdersPort {
  const operation = ordersOperation(shop.number);
  return {
    orders: (ids, call) =>
      shop.batches(ids, async (codes, take) => {
        const options = { filter: { active: { eq: false }, code: { in: codes } }, take };
        const [{ amount }, found] = await Promise.all([shop.window(call), shop.api.read(operation, { options }, call)]);
        const orders = found.orders.items.map((order) => toOrder(order, { amount, number: shop.number }));
        return new Map(orders.map((order) => [order.id, order]));
      }),
    search: (search, call) => searchOrders(shop, search, call),
  };
}

async function searchOrders(shop: Shop, search: OrderSearch, call: Call): Promise<Page<OrderRecord>> {
  const skip = skipOf(search);
  if (skip === undefined) throw new SystemRefused({ system: shop.system, operation: "Orders", reason: "the cursor is not one of its own" });
  if (isHopeless(search)) return { items: [], hasNextPage: false, totalCount: 0 };
  const [{ amount }, list] = await Promise.all([shop.window(call), listOrders(shop, { search, skip }, call)]);
  return toPage(list, skip, (order) => toOrder(order, { amount, number: shop.number }));
}

// Vendure keeps no outside reference on an order and has no invoices, so nothing can match.
function isHopeless({ externalReference, statuses }: OrderSearch): boolean {
  return externalReference !== undefined || (statuses !== undefined && statesOf(statuses).length === 0);
}

interface Asked {
  readonly search: OrderSearch;
  readonly skip: number;
}

async function listOrders(shop: Shop, { search, skip }: Asked, call: Call): Promise<VendureList<VendureOrder>> {
  const options = {
    filter: filterOf(search),
    sort: { orderPlacedAt: "DESC", id: "DESC" },
    skip,
    take: Math.min(search.first, shop.settings.listLimit),
  };
  if (search.customer === undefined) return (await shop.api.read(ordersOperation(shop.number), { options }, call)).orders;
  const customer = shop.number.filter([search.customer]);
  const { customers } = await shop.api.read(customerOrdersOperation(shop.number), { customer, options }, call);
  return customers.items[0]?.orders ?? { totalItems: 0, items: [] };
}

// Vendure's "after" leaves the moment itself out: ask from a millisecond before.
const since = (time: string): { after: string } => ({ after: new Date(Date.parse(time) - 1).toISOString() });

function filterOf({ statuses, placedSince, updatedSince }: OrderSearch): Readonly<Record<string, unknown>> {
  return {
    active: { eq: false },
    ...(statuses === undefined ? {} : { state: { in: statesOf(statuses) } }),
    ...(placedSince === undefined ? {} : { orderPlacedAt: since(placedSince) }),
    ...(updatedSince === undefined ? {} : { updatedAt: since(updatedSince) }),
  };
}
