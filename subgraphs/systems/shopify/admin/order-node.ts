import { connect, cursorTo, type PageArgs } from "../connection.js";
import { gid } from "../gid.js";
import { moneyBag } from "../money.js";
import { lineTotal, totalsOf } from "../order-totals.js";
import type { FulfillmentRecord, LineRecord, OrderRecord } from "../records.js";
import { mustGet } from "../shop-data.js";
import { addressNode } from "./address-node.js";
import { orderFields, orderSortKeys } from "./order-fields.js";
import type { AdminScope, Listing } from "./scope.js";

/** How orders are searched, sorted and shown. */
export function orderListing(scope: AdminScope): Listing<OrderRecord, unknown> {
  return {
    name: "orders",
    records: scope.data.orders.all(),
    fields: orderFields(scope.data),
    sortKeys: orderSortKeys,
    idOf: ({ id }) => id,
    nodeOf: (record) => orderNode(scope, record),
  };
}

/** How draft orders are searched, sorted and shown. */
export function draftOrderListing(scope: AdminScope): Listing<OrderRecord, unknown> {
  return {
    ...orderListing(scope),
    name: "draftOrders",
    records: scope.data.draftOrders.all(),
    nodeOf: (record) => draftOrderNode(scope, record),
  };
}

/** An order as the Admin API shows it (https://shopify.dev/docs/api/admin-graphql/latest/objects/Order). */
export function orderNode(scope: AdminScope, record: OrderRecord): unknown {
  const { total } = totalsOf(record.lines);
  return {
    __typename: "Order",
    ...shared(scope, record),
    id: gid("Order", record.id),
    number: Number(record.name.replace(/\D/g, "")) || record.id,
    processedAt: record.createdAt,
    cancelledAt: record.cancelledAt,
    closed: false,
    confirmed: true,
    test: false,
    taxesIncluded: false,
    note: null,
    displayFinancialStatus: record.financialStatus,
    displayFulfillmentStatus: record.fulfillmentStatus,
    returnStatus: record.hasReturns ? "RETURNED" : "NO_RETURN",
    currentTotalPriceSet: moneyBag(total, record.currency),
    lineItems: (args: PageArgs) => connect(record.lines, args, { idOf: ({ id }) => id, nodeOf: (line) => lineNode(scope, record, line) }),
    shippingAddress: record.shippingAddress && addressNode(record.shippingAddress),
    billingAddress: record.billingAddress && addressNode(record.billingAddress),
    fulfillments: ({ first }: PageArgs) => record.fulfillments.slice(0, first ?? undefined).map(fulfillmentNode),
    publication: () =>
      record.publicationId === null ? null : scope.nodes.publication(mustGet(scope.data.publications, record.publicationId)),
  };
}

/** A draft order as the Admin API shows it. */
export function draftOrderNode(scope: AdminScope, record: OrderRecord): unknown {
  const lineOf = (line: LineRecord): unknown => ({
    ...lineFields(scope, record, line),
    __typename: "DraftOrderLineItem",
    id: gid("DraftOrderLineItem", line.id),
    custom: line.variantId === null,
  });
  return {
    __typename: "DraftOrder",
    ...shared(scope, record),
    id: gid("DraftOrder", record.id),
    status: "OPEN",
    completedAt: null,
    note2: null,
    invoiceUrl: null,
    order: null,
    defaultCursor: cursorTo(record.id),
    lineItems: (args: PageArgs) => connect(record.lines, args, { idOf: ({ id }) => id, nodeOf: lineOf }),
  };
}

function shared(scope: AdminScope, record: OrderRecord) {
  const { subtotal, tax, total } = totalsOf(record.lines);
  const customer = record.customerId === null ? undefined : mustGet(scope.data.customers, record.customerId);
  return {
    legacyResourceId: String(record.id),
    name: record.name,
    poNumber: null,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
    currencyCode: record.currency,
    email: customer?.email ?? null,
    tags: [],
    customer: () => customer && scope.nodes.customer(customer),
    subtotalPriceSet: moneyBag(subtotal, record.currency),
    totalTaxSet: moneyBag(tax, record.currency),
    totalPriceSet: moneyBag(total, record.currency),
  };
}

function lineNode(scope: AdminScope, order: OrderRecord, line: LineRecord): unknown {
  return {
    ...lineFields(scope, order, line),
    __typename: "LineItem",
    id: gid("LineItem", line.id),
    currentQuantity: line.quantity,
    unfulfilledQuantity: line.quantity - line.shippedQuantity,
  };
}

function lineFields(scope: AdminScope, order: OrderRecord, line: LineRecord) {
  const { data } = scope;
  const variant = line.variantId === null ? undefined : data.variants.get(line.variantId);
  const total = moneyBag(lineTotal(line), order.currency);
  return {
    title: line.title,
    name: line.title,
    sku: line.sku,
    quantity: line.quantity,
    variant: () => variant && scope.nodes.variant(variant),
    product: () => variant && scope.nodes.product(mustGet(data.products, variant.productId)),
    originalUnitPriceSet: moneyBag(line.unitPrice, order.currency),
    originalTotalSet: total,
    discountedTotalSet: () => total,
  };
}

function fulfillmentNode(record: FulfillmentRecord): unknown {
  return {
    __typename: "Fulfillment",
    id: gid("Fulfillment", record.id),
    legacyResourceId: String(record.id),
    name: record.name,
    status: "SUCCESS",
    createdAt: record.createdAt,
    updatedAt: record.createdAt,
    totalQuantity: record.totalQuantity,
    trackingInfo: () => [{ company: record.company, number: record.tracking, url: null }],
  };
}
