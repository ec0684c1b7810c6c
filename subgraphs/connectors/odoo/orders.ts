import { orderId, type OrderId, type OrderRecord, type Page } from "#model";
import { batched, type Call, type OrderSearch, type OrdersPort } from "#sdk";
import type { Domain, OdooApi } from "./client.js";
import { cursorOf, positionOf, type Position } from "./keyset.js";
import { orderFields, orderShape, statusDomain, toOrder } from "./mapping/orders.js";
import { toOdooMoment } from "./wire.js";

const ordersAtOnce = 200;
const model = "sale.order";

/** Orders with their lines, addresses and how far they got: one request a batch. */
export function odooOrders(api: OdooApi): OrdersPort {
  return {
    orders: (ids, call) => batched({ keys: ids, size: ordersAtOnce, load: (keys) => readOrders(api, keys, call) }),
    search: (search, call) => searchOrders(api, search, call),
  };
}

async function readOrders(api: OdooApi, ids: readonly OrderId[], call: Call): Promise<ReadonlyMap<OrderId, OrderRecord>> {
  const { records } = await api.find({ model, domain: [["name", "in", ids]], specification: orderFields, order: "id" }, orderShape, call);
  return new Map(records.map((order) => [orderId(order.name), toOrder(order)]));
}

async function searchOrders(api: OdooApi, search: OrderSearch, call: Call): Promise<Page<OrderRecord>> {
  const position = search.after === undefined ? undefined : positionOf(search.after);
  if (search.after !== undefined && position === undefined) return { items: [], hasNextPage: false };
  const domain = [...domainOf(search), ...(position === undefined ? [] : olderThan(position))];
  const query = { model, domain, specification: orderFields, order: "date_order desc, id desc", limit: search.first + 1 };
  const found = await api.find(query, orderShape, call);
  const orders = found.records.slice(0, search.first).map((order) => ({ order, record: toOrder(order) }));
  const wanted = orders.filter(({ record }) => search.statuses === undefined || search.statuses.includes(record.status));
  const items = wanted.map(({ order, record }) => ({
    item: record,
    cursor: cursorOf({ id: order.id, value: toOdooMoment(record.placedAt) }),
  }));
  // Statuses are narrowed after the search, so that the count is known only without them.
  const isCounted = search.after === undefined && search.statuses === undefined;
  return { items, hasNextPage: found.records.length > search.first, ...(isCounted && { totalCount: found.length }) };
}

function domainOf({ customer, statuses, placedSince, updatedSince, externalReference }: OrderSearch): Domain {
  return [
    ...(customer === undefined
      ? []
      : ["|" as const, ["partner_id.ref", "=", customer] as const, ["partner_id.commercial_partner_id.ref", "=", customer] as const]),
    ...(statuses === undefined ? [] : statuses.length === 0 ? [["id", "=", 0] as const] : statusDomain(statuses)),
    ...(placedSince === undefined ? [] : [["date_order", ">=", toOdooMoment(placedSince)] as const]),
    ...(updatedSince === undefined ? [] : [["write_date", ">=", toOdooMoment(updatedSince)] as const]),
    ...(externalReference === undefined ? [] : [["client_order_ref", "=", externalReference] as const]),
  ];
}

function olderThan({ id, value }: Position): Domain {
  return ["|", ["date_order", "<", value], "&", ["date_order", "=", value], ["id", "<", id]];
}
