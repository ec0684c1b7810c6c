import { connectionSdl } from "../../connection-sdl.js";

/** Customers, orders and draft orders of the Admin API. */
export const salesSdl = /* GraphQL */ `
type Customer implements LegacyInteroperability & Node {
  id: ID!
  legacyResourceId: UnsignedInt64!
  firstName: String
  lastName: String
  displayName: String!
  email: String @deprecated
  phone: String @deprecated
  defaultEmailAddress: CustomerEmailAddress
  defaultPhoneNumber: CustomerPhoneNumber
  locale: String!
  tags: [String!]!
  note: String
  state: CustomerState!
  createdAt: DateTime!
  updatedAt: DateTime!
  numberOfOrders: UnsignedInt64!
  verifiedEmail: Boolean!
  taxExempt: Boolean!
  defaultAddress: MailingAddress
  addressesV2(after: String, before: String, first: Int, last: Int, reverse: Boolean = false): MailingAddressConnection!
  metafield(key: String!, namespace: String): Metafield
  orders(
    after: String, before: String, first: Int, last: Int, query: String, reverse: Boolean = false,
    sortKey: OrderSortKeys = ID
  ): OrderConnection!
}

type CustomerEmailAddress {
  emailAddress: String!
  validFormat: Boolean!
  marketingState: CustomerEmailAddressMarketingState!
}

enum CustomerEmailAddressMarketingState { INVALID NOT_SUBSCRIBED PENDING SUBSCRIBED UNSUBSCRIBED }

type CustomerPhoneNumber {
  phoneNumber: String!
}

enum CustomerState { DECLINED DISABLED ENABLED INVITED }

enum CustomerSortKeys { CREATED_AT ID LOCATION NAME RELEVANCE UPDATED_AT }

type Order implements LegacyInteroperability & Node {
  id: ID!
  legacyResourceId: UnsignedInt64!
  name: String!
  number: Int!
  poNumber: String
  createdAt: DateTime!
  processedAt: DateTime!
  updatedAt: DateTime!
  cancelledAt: DateTime
  closed: Boolean!
  confirmed: Boolean!
  test: Boolean!
  taxesIncluded: Boolean!
  currencyCode: CurrencyCode!
  email: String
  note: String
  tags: [String!]!
  customer: Customer
  displayFinancialStatus: OrderDisplayFinancialStatus
  displayFulfillmentStatus: OrderDisplayFulfillmentStatus!
  returnStatus: OrderReturnStatus!
  lineItems(after: String, before: String, first: Int, last: Int, reverse: Boolean = false): LineItemConnection!
  subtotalPriceSet: MoneyBag
  totalTaxSet: MoneyBag
  totalPriceSet: MoneyBag!
  currentTotalPriceSet: MoneyBag!
  shippingAddress: MailingAddress
  billingAddress: MailingAddress
  fulfillments(first: Int, query: String): [Fulfillment!]!
  publication: Publication
}

type LineItem implements Node {
  id: ID!
  title: String!
  name: String!
  sku: String
  quantity: Int!
  currentQuantity: Int!
  unfulfilledQuantity: Int!
  variant: ProductVariant
  product: Product
  originalUnitPriceSet: MoneyBag!
  originalTotalSet: MoneyBag!
  discountedTotalSet(withCodeDiscounts: Boolean = false): MoneyBag!
}

type Fulfillment implements LegacyInteroperability & Node {
  id: ID!
  legacyResourceId: UnsignedInt64!
  name: String!
  status: FulfillmentStatus!
  createdAt: DateTime!
  updatedAt: DateTime!
  totalQuantity: Int!
  trackingInfo(first: Int): [FulfillmentTrackingInfo!]!
}

type FulfillmentTrackingInfo {
  company: String
  number: String
  url: URL
}

enum FulfillmentStatus { CANCELLED ERROR FAILURE OPEN PENDING SUCCESS }

enum OrderDisplayFinancialStatus { AUTHORIZED EXPIRED PAID PARTIALLY_PAID PARTIALLY_REFUNDED PENDING REFUNDED VOIDED }

enum OrderDisplayFulfillmentStatus {
  FULFILLED FULFILLMENT_NOT_REQUIRED IN_PROGRESS ON_HOLD OPEN PARTIALLY_FULFILLED PENDING_FULFILLMENT REQUEST_DECLINED
  RESTOCKED SCHEDULED UNFULFILLED
}

enum OrderReturnStatus { INSPECTION_COMPLETE IN_PROGRESS NO_RETURN RETURNED RETURN_FAILED RETURN_REQUESTED }

enum OrderSortKeys {
  CREATED_AT CURRENT_TOTAL_PRICE CUSTOMER_NAME DESTINATION FINANCIAL_STATUS FULFILLMENT_STATUS ID ORDER_NUMBER PO_NUMBER
  PROCESSED_AT RELEVANCE TOTAL_ITEMS_QUANTITY TOTAL_PRICE UPDATED_AT
}

type DraftOrder implements LegacyInteroperability & Navigable & Node {
  id: ID!
  legacyResourceId: UnsignedInt64!
  name: String!
  status: DraftOrderStatus!
  createdAt: DateTime!
  updatedAt: DateTime!
  completedAt: DateTime
  customer: Customer
  email: String
  note2: String
  poNumber: String
  currencyCode: CurrencyCode!
  tags: [String!]!
  lineItems(after: String, before: String, first: Int, last: Int, reverse: Boolean = false): DraftOrderLineItemConnection!
  subtotalPriceSet: MoneyBag!
  totalTaxSet: MoneyBag!
  totalPriceSet: MoneyBag!
  invoiceUrl: URL
  order: Order
  defaultCursor: String!
}

type DraftOrderLineItem implements Node {
  id: ID!
  title: String!
  name: String!
  sku: String
  quantity: Int!
  custom: Boolean!
  variant: ProductVariant
  product: Product
  originalUnitPriceSet: MoneyBag!
  originalTotalSet: MoneyBag!
  discountedTotalSet: MoneyBag!
}

enum DraftOrderStatus { COMPLETED INVOICE_SENT OPEN }

enum DraftOrderSortKeys { CUSTOMER_NAME ID NUMBER RELEVANCE STATUS TOTAL_PRICE UPDATED_AT }
${["Customer", "Order", "LineItem", "DraftOrder", "DraftOrderLineItem"].map(connectionSdl).join("")}`;
