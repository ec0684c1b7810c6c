import { connectionSdl } from "../../connection-sdl.js";

/** Entry points, shop and shared types of the Admin API as this simulator speaks it (https://shopify.dev/docs/api/admin-graphql). */
export const rootSdl = /* GraphQL */ `
type QueryRoot {
  shop: Shop!
  shopLocales(published: Boolean = false): [ShopLocale!]!
  node(id: ID!): Node
  nodes(ids: [ID!]!): [Node]!
  product(id: ID!): Product
  productByIdentifier(identifier: ProductIdentifierInput!): Product
  products(
    after: String, before: String, first: Int, last: Int, query: String, reverse: Boolean = false,
    sortKey: ProductSortKeys = ID
  ): ProductConnection!
  productsCount(limit: Int = 10000, query: String): Count
  productVariant(id: ID!): ProductVariant
  productVariants(
    after: String, before: String, first: Int, last: Int, query: String, reverse: Boolean = false,
    sortKey: ProductVariantSortKeys = ID
  ): ProductVariantConnection!
  productVariantsCount(limit: Int = 10000, query: String): Count
  channel(id: ID!): Channel
  channelByHandle(handle: String!): Channel
  channels(after: String, before: String, first: Int, last: Int, reverse: Boolean = false): ChannelConnection!
  publication(id: ID!): Publication
  publications(
    after: String, before: String, catalogType: CatalogType, first: Int, last: Int, reverse: Boolean = false
  ): PublicationConnection!
  inventoryItem(id: ID!): InventoryItem
  inventoryItems(
    after: String, before: String, first: Int, last: Int, query: String, reverse: Boolean = false
  ): InventoryItemConnection!
  inventoryLevel(id: ID!): InventoryLevel
  location(id: ID): Location
  locations(
    after: String, before: String, first: Int, includeInactive: Boolean = false, includeLegacy: Boolean = false,
    last: Int, query: String, reverse: Boolean = false, sortKey: LocationSortKeys = NAME
  ): LocationConnection!
  customer(id: ID!): Customer
  customers(
    after: String, before: String, first: Int, last: Int, query: String, reverse: Boolean = false,
    sortKey: CustomerSortKeys = ID
  ): CustomerConnection!
  order(id: ID!): Order
  orders(
    after: String, before: String, first: Int, last: Int, query: String, reverse: Boolean = false,
    sortKey: OrderSortKeys = PROCESSED_AT
  ): OrderConnection!
  draftOrder(id: ID!): DraftOrder
  draftOrders(
    after: String, before: String, first: Int, last: Int, query: String, reverse: Boolean = false,
    sortKey: DraftOrderSortKeys = ID
  ): DraftOrderConnection!
  webhookSubscriptions(
    after: String, before: String, first: Int, format: WebhookSubscriptionFormat, last: Int, query: String,
    reverse: Boolean = false, sortKey: WebhookSubscriptionSortKeys = CREATED_AT, topics: [WebhookSubscriptionTopic!],
    uri: String
  ): WebhookSubscriptionConnection!
}

type Mutation {
  productUpdate(product: ProductUpdateInput): ProductUpdatePayload
  productVariantsBulkUpdate(
    allowPartialUpdates: Boolean = false, productId: ID!, variants: [ProductVariantsBulkInput!]!
  ): ProductVariantsBulkUpdatePayload
  publishablePublish(id: ID!, input: [PublicationInput!]!): PublishablePublishPayload
  publishableUnpublish(id: ID!, input: [PublicationInput!]!): PublishableUnpublishPayload
  inventorySetQuantities(input: InventorySetQuantitiesInput!): InventorySetQuantitiesPayload
  inventoryAdjustQuantities(input: InventoryAdjustQuantitiesInput!): InventoryAdjustQuantitiesPayload
  webhookSubscriptionCreate(
    topic: WebhookSubscriptionTopic!, webhookSubscription: WebhookSubscriptionInput!
  ): WebhookSubscriptionCreatePayload
  webhookSubscriptionDelete(id: ID!): WebhookSubscriptionDeletePayload
}

input ProductIdentifierInput @oneOf {
  id: ID
  handle: String
}

type Shop implements Node {
  id: ID!
  name: String!
  email: String!
  contactEmail: String!
  currencyCode: CurrencyCode!
  myshopifyDomain: String!
  url: URL!
  ianaTimezone: String!
  taxesIncluded: Boolean!
  createdAt: DateTime!
  updatedAt: DateTime!
}

type ShopLocale {
  locale: String!
  name: String!
  primary: Boolean!
  published: Boolean!
}

type Translation {
  key: String!
  locale: String!
  outdated: Boolean!
  updatedAt: DateTime
  value: String
}

interface HasPublishedTranslations {
  translations(locale: String!, marketId: ID): [Translation!]!
}

interface Node {
  id: ID!
}

interface LegacyInteroperability {
  legacyResourceId: UnsignedInt64!
}

interface Navigable {
  defaultCursor: String!
}

type PageInfo {
  endCursor: String
  hasNextPage: Boolean!
  hasPreviousPage: Boolean!
  startCursor: String
}

type Count {
  count: Int!
  precision: CountPrecision!
}

enum CountPrecision { AT_LEAST EXACT }

type UserError implements DisplayableError {
  field: [String!]
  message: String!
}

interface DisplayableError {
  field: [String!]
  message: String!
}

type Metafield implements Node {
  id: ID!
  namespace: String!
  key: String!
  type: String!
  value: String!
  createdAt: DateTime!
  updatedAt: DateTime!
}

type MoneyV2 {
  amount: Decimal!
  currencyCode: CurrencyCode!
}

type MoneyBag {
  presentmentMoney: MoneyV2!
  shopMoney: MoneyV2!
}

type MailingAddress implements Node {
  id: ID!
  address1: String
  address2: String
  city: String
  company: String
  country: String
  countryCodeV2: CountryCode
  firstName: String
  lastName: String
  name: String
  phone: String
  zip: String
}

enum CurrencyCode { AUD CAD CHF CZK DKK EUR GBP HUF JPY NOK NZD PLN RON SEK USD }

enum CountryCode {
  AT AU BE BG CA CH CN CZ DE DK EE ES FI FR GB GR HR HU IE IT JP LT LU LV NL NO NZ PL PT RO SE SI SK TR US
}

scalar DateTime
scalar Decimal
scalar HTML
scalar Money
scalar URL
scalar UnsignedInt64
${["MailingAddress"].map(connectionSdl).join("")}`;
