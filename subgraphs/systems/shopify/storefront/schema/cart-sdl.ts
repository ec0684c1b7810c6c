import { connectionSdl } from "../../connection-sdl.js";

/** Carts of the Storefront API as this simulator speaks it (https://shopify.dev/docs/api/storefront). */
export const cartSdl = /* GraphQL */ `
type QueryRoot {
  cart(id: ID!): Cart
  shop: Shop!
  node(id: ID!): Node
}

type Mutation {
  cartCreate(input: CartInput): CartCreatePayload
  cartLinesAdd(cartId: ID!, lines: [CartLineInput!]!): CartLinesAddPayload
  cartLinesUpdate(cartId: ID!, lines: [CartLineUpdateInput!]!): CartLinesUpdatePayload
  cartLinesRemove(cartId: ID!, lineIds: [ID!]!): CartLinesRemovePayload
  cartAttributesUpdate(attributes: [AttributeInput!]!, cartId: ID!): CartAttributesUpdatePayload
}

type Shop implements Node {
  id: ID!
  name: String!
  primaryDomain: Domain!
}

type Domain {
  host: String!
  url: URL!
  sslEnabled: Boolean!
}

interface Node {
  id: ID!
}

interface HasMetafields {
  metafield(key: String!, namespace: String): Metafield
}

type Metafield implements Node {
  id: ID!
  namespace: String!
  key: String!
  type: String!
  value: String!
}

type Cart implements HasMetafields & Node {
  id: ID!
  attribute(key: String!): Attribute
  attributes: [Attribute!]!
  buyerIdentity: CartBuyerIdentity!
  checkoutUrl: URL!
  cost: CartCost!
  createdAt: DateTime!
  updatedAt: DateTime!
  lines(after: String, before: String, first: Int, last: Int, reverse: Boolean = false): BaseCartLineConnection!
  note: String
  totalQuantity: Int!
  metafield(key: String!, namespace: String): Metafield
}

type CartBuyerIdentity {
  countryCode: CountryCode
  customer: Customer
  email: String
  phone: String
}

type Customer implements HasMetafields {
  id: ID!
  firstName: String
  lastName: String
  displayName: String!
  email: String
  phone: String
  tags: [String!]!
  metafield(key: String!, namespace: String): Metafield
}

type CartCost {
  subtotalAmount: MoneyV2!
  subtotalAmountEstimated: Boolean!
  totalAmount: MoneyV2!
  totalAmountEstimated: Boolean!
  checkoutChargeAmount: MoneyV2!
  totalTaxAmount: MoneyV2 @deprecated
  totalTaxAmountEstimated: Boolean! @deprecated
}

interface BaseCartLine implements Node {
  id: ID!
  attribute(key: String!): Attribute
  attributes: [Attribute!]!
  cost: CartLineCost!
  merchandise: Merchandise!
  quantity: Int!
}

type CartLine implements BaseCartLine & Node {
  id: ID!
  attribute(key: String!): Attribute
  attributes: [Attribute!]!
  cost: CartLineCost!
  merchandise: Merchandise!
  quantity: Int!
}

type ComponentizableCartLine implements BaseCartLine & Node {
  id: ID!
  attribute(key: String!): Attribute
  attributes: [Attribute!]!
  cost: CartLineCost!
  merchandise: Merchandise!
  quantity: Int!
  lineComponents: [CartLine!]!
}

type CartLineCost {
  amountPerQuantity: MoneyV2!
  compareAtAmountPerQuantity: MoneyV2
  subtotalAmount: MoneyV2!
  totalAmount: MoneyV2!
}

union Merchandise = ProductVariant

type ProductVariant implements Node {
  id: ID!
  title: String!
  sku: String
  barcode: String
  price: MoneyV2!
  compareAtPrice: MoneyV2
  availableForSale: Boolean!
  currentlyNotInStock: Boolean!
  product: Product!
  requiresShipping: Boolean!
  taxable: Boolean!
}

type Product implements Node {
  id: ID!
  title: String!
  handle: String!
  vendor: String!
  productType: String!
  onlineStoreUrl: URL
  availableForSale: Boolean!
}

type PageInfo {
  endCursor: String
  hasNextPage: Boolean!
  hasPreviousPage: Boolean!
  startCursor: String
}

type Attribute {
  key: String!
  value: String
}

type MoneyV2 {
  amount: Decimal!
  currencyCode: CurrencyCode!
}
${["BaseCartLine"].map(connectionSdl).join("")}`;
