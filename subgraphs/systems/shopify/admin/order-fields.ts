import { totalsOf } from "../order-totals.js";
import type { OrderRecord } from "../records.js";
import type { SearchFields } from "../search/match-search.js";
import type { ShopData } from "../shop-data.js";

/** What `orders(query:)` and `draftOrders(query:)` understand (https://shopify.dev/docs/api/admin-graphql/latest/queries/orders). */
export function orderFields({ customers }: ShopData): SearchFields<OrderRecord> {
  const emailOf = ({ customerId }: OrderRecord): string | null => (customerId === null ? null : (customers.get(customerId)?.email ?? null));
  return {
    default: { kind: "text", values: (order) => [order.name, emailOf(order)] },
    id: { kind: "number", values: ({ id }) => [id] },
    name: { kind: "keyword", values: ({ name }) => [name, `#${name}`] },
    customer_id: { kind: "keyword", values: ({ customerId }) => [customerId] },
    email: { kind: "keyword", values: (order) => [emailOf(order)] },
    sku: { kind: "keyword", values: ({ lines }) => lines.map(({ sku }) => sku) },
    financial_status: { kind: "keyword", values: ({ financialStatus }) => [financialStatus] },
    // The vendor's search words differ from its enum: shipped, partial, unshipped, unfulfilled.
    fulfillment_status: { kind: "keyword", values: ({ fulfillmentStatus }) => fulfillmentWords[fulfillmentStatus] },
    status: { kind: "keyword", values: ({ cancelledAt }) => (cancelledAt === null ? ["open", "any"] : ["cancelled", "any"]) },
    created_at: { kind: "date", values: ({ createdAt }) => [createdAt] },
    processed_at: { kind: "date", values: ({ createdAt }) => [createdAt] },
    updated_at: { kind: "date", values: ({ updatedAt }) => [updatedAt] },
  };
}

/** What orders can be sorted by. */
export const orderSortKeys: Readonly<Record<string, (order: OrderRecord) => string | number>> = {
  CREATED_AT: ({ createdAt }) => createdAt,
  PROCESSED_AT: ({ createdAt }) => createdAt,
  UPDATED_AT: ({ updatedAt }) => updatedAt,
  ORDER_NUMBER: ({ name }) => name,
  NUMBER: ({ name }) => name,
  FINANCIAL_STATUS: ({ financialStatus }) => financialStatus,
  FULFILLMENT_STATUS: ({ fulfillmentStatus }) => fulfillmentStatus,
  TOTAL_PRICE: ({ lines }) => totalsOf(lines).total.toNumber(),
};

const fulfillmentWords: Readonly<Record<OrderRecord["fulfillmentStatus"], readonly string[]>> = {
  FULFILLED: ["shipped", "fulfilled"],
  PARTIALLY_FULFILLED: ["partial", "unfulfilled"],
  UNFULFILLED: ["unshipped", "unfulfilled"],
};
