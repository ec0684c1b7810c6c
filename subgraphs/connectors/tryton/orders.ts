import type { OrderRecord, Page } from "#model";
import { batched, type Call, type OrderSearch, type OrdersPort } from "#sdk";
import { batchSize } from "./batch-size.js";
import type { TrytonApi } from "./client.js";
import { conditionsOf, cursorOf, inPage, notAfter } from "./mapping/order-search.js";
import { saleFields, saleRow, type SaleRow, toOrder, toStatus } from "./mapping/orders.js";

// As Tryton itself lists sales: by date, those without one (quotations) first.
const newestFirst = [
  ["sale_date", "DESC NULLS FIRST"],
  ["id", "DESC"],
] as const;
const leastRows = 50;

/** Sales, found by their number in one request. Drafts without a number are no orders yet. */
export function trytonOrders(api: TrytonApi): OrdersPort {
  return {
    orders: (ids, call) =>
      batched({
        keys: ids,
        size: batchSize,
        load: async (batch) => {
          const rows = await sales(api, { domain: [["number", "in", batch]] }, call);
          return new Map(rows.map(toOrder).map((order) => [order.id, order]));
        },
      }),
    search: (search, call) => searchOrders(api, search, call),
  };
}

interface Selection {
  readonly domain: readonly unknown[];
  readonly limit?: number;
}

async function sales(api: TrytonApi, { domain, ...limits }: Selection, call: Call): Promise<readonly SaleRow[]> {
  const { id: company } = await api.company(call);
  const scope = [...domain, ["company", "=", company], ["number", "!=", null]];
  return api.records({ model: "sale.sale", domain: scope, fields: saleFields, row: saleRow, order: newestFirst, ...limits }, call);
}

// Whether an order is shipped or invoiced is told by several fields together, which no domain can ask for: such rows are sorted out here.
async function searchOrders(api: TrytonApi, search: OrderSearch, call: Call): Promise<Page<OrderRecord>> {
  const found: SaleRow[] = [];
  const limit = Math.max(search.first + 1, search.statuses === undefined ? 0 : leastRows);
  for (let after = search.after; found.length <= search.first;) {
    const rows = await sales(api, { domain: [...conditionsOf(search), ...notAfter(after)], limit }, call);
    found.push(...rows.filter((row) => inPage(search, toStatus(row))));
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) break;
    after = cursorOf(last);
  }
  const items = found.slice(0, search.first).map((row) => ({ item: toOrder(row), cursor: cursorOf(row) }));
  return { items, hasNextPage: found.length > search.first };
}
