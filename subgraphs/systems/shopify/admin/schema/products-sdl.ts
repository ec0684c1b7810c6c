import { connectionSdl } from "../../connection-sdl.js";

/** Products and variants of the Admin API. */
export const productsSdl = /* GraphQL */ `
type Product implements HasPublishedTranslations & LegacyInteroperability & Navigable & Node & Publishable {
  id: ID!
  legacyResourceId: UnsignedInt64!
  title: String!
  handle: String!
  status: ProductStatus!
  description(truncateAt: Int): String!
  descriptionHtml: HTML!
  vendor: String!
  productType: String!
  tags: [String!]!
  createdAt: DateTime!
  updatedAt: DateTime!
  publishedAt: DateTime
  onlineStoreUrl: URL
  seo: SEO!
  options(first: Int): [ProductOption!]!
  hasOnlyDefaultVariant: Boolean!
  totalInventory: Int!
  tracksInventory: Boolean!
  variants(
    after: String, before: String, first: Int, last: Int, reverse: Boolean = false,
    sortKey: ProductVariantSortKeys = POSITION
  ): ProductVariantConnection!
  variantsCount: Count
  translations(locale: String!, marketId: ID): [Translation!]!
  defaultCursor: String!
  publishedOnPublication(publicationId: ID!): Boolean!
  resourcePublications(
    after: String, before: String, first: Int, last: Int, onlyPublished: Boolean = true, reverse: Boolean = false
  ): ResourcePublicationConnection!
  resourcePublicationsV2(
    after: String, before: String, catalogType: CatalogType, first: Int, last: Int, onlyPublished: Boolean = true,
    reverse: Boolean = false
  ): ResourcePublicationV2Connection!
  resourcePublicationsCount(onlyPublished: Boolean = true): Count
  unpublishedPublications(after: String, before: String, first: Int, last: Int, reverse: Boolean = false): PublicationConnection!
}

type ProductVariant implements HasPublishedTranslations & LegacyInteroperability & Navigable & Node & Publishable {
  id: ID!
  legacyResourceId: UnsignedInt64!
  sku: String
  barcode: String
  title: String!
  displayName: String!
  price: Money!
  compareAtPrice: Money
  position: Int!
  taxable: Boolean!
  inventoryPolicy: ProductVariantInventoryPolicy!
  inventoryQuantity: Int
  sellableOnlineQuantity: Int!
  availableForSale: Boolean!
  createdAt: DateTime!
  updatedAt: DateTime!
  product: Product!
  inventoryItem: InventoryItem!
  selectedOptions: [SelectedOption!]!
  translations(locale: String!, marketId: ID): [Translation!]!
  defaultCursor: String!
  publishedOnPublication(publicationId: ID!): Boolean!
  resourcePublications(
    after: String, before: String, first: Int, last: Int, onlyPublished: Boolean = true, reverse: Boolean = false
  ): ResourcePublicationConnection!
  resourcePublicationsV2(
    after: String, before: String, catalogType: CatalogType, first: Int, last: Int, onlyPublished: Boolean = true,
    reverse: Boolean = false
  ): ResourcePublicationV2Connection!
  resourcePublicationsCount(onlyPublished: Boolean = true): Count
  unpublishedPublications(after: String, before: String, first: Int, last: Int, reverse: Boolean = false): PublicationConnection!
}

type SEO {
  title: String
  description: String
}

type ProductOption implements Node {
  id: ID!
  name: String!
  position: Int!
  values: [String!]!
}

type SelectedOption {
  name: String!
  value: String!
}

enum ProductStatus { ACTIVE ARCHIVED DRAFT UNLISTED }

enum ProductVariantInventoryPolicy { CONTINUE DENY }

enum ProductSortKeys { CREATED_AT ID INVENTORY_TOTAL PRODUCT_TYPE PUBLISHED_AT RELEVANCE TITLE UPDATED_AT VENDOR }

enum ProductVariantSortKeys {
  FULL_TITLE ID INVENTORY_LEVELS_AVAILABLE INVENTORY_MANAGEMENT INVENTORY_POLICY INVENTORY_QUANTITY NAME POPULAR
  POSITION RELEVANCE SKU TITLE
}

input ProductUpdateInput {
  id: ID
  title: String
  handle: String
  descriptionHtml: String
  productType: String
  vendor: String
  tags: [String!]
  status: ProductStatus
  seo: SEOInput
  redirectNewHandle: Boolean
}

input SEOInput {
  title: String
  description: String
}

type ProductUpdatePayload {
  product: Product
  userErrors: [UserError!]!
}

input ProductVariantsBulkInput {
  id: ID
  price: Money
  compareAtPrice: Money
  barcode: String
  inventoryPolicy: ProductVariantInventoryPolicy
  taxable: Boolean
  inventoryItem: InventoryItemInput
}

input InventoryItemInput {
  sku: String
  tracked: Boolean
  cost: Decimal
  requiresShipping: Boolean
}

type ProductVariantsBulkUpdatePayload {
  product: Product
  productVariants: [ProductVariant!]
  userErrors: [ProductVariantsBulkUpdateUserError!]!
}

type ProductVariantsBulkUpdateUserError implements DisplayableError {
  code: ProductVariantsBulkUpdateUserErrorCode
  field: [String!]
  message: String!
}

enum ProductVariantsBulkUpdateUserErrorCode {
  BLANK CANNOT_SET_NAME_FOR_LINKED_OPTION_VALUE CANNOT_SPECIFY_BOTH GREATER_THAN_OR_EQUAL_TO INVALID_INPUT INVALID_VALUE
  INVENTORY_QUANTITIES_LIMIT_EXCEEDED LOCAL_CURRENCY_GIFT_CARD_PRICE_MUST_BE_ZERO MUST_BE_FOR_THIS_PRODUCT
  MUST_SPECIFY_ONE_OF_PAIR NEED_TO_ADD_OPTION_VALUES NEGATIVE_PRICE_VALUE NOT_DEFINED_FOR_SHOP
  NO_INVENTORY_QUANTITES_DURING_UPDATE NO_INVENTORY_QUANTITIES_ON_VARIANTS_UPDATE OPTION_DOES_NOT_EXIST
  OPTION_VALUES_FOR_NUMBER_OF_UNKNOWN_OPTIONS OPTION_VALUE_DOES_NOT_EXIST OPTION_VALUE_NAME_TOO_LONG
  PRODUCT_DOES_NOT_EXIST PRODUCT_SUSPENDED PRODUCT_VARIANT_DOES_NOT_EXIST PRODUCT_VARIANT_ID_MISSING
  SUBSCRIPTION_VIOLATION TOO_LONG TOO_SHORT UNSUPPORTED_COMBINED_LISTING_PARENT_OPERATION VARIANT_ALREADY_EXISTS
}
${["Product", "ProductVariant"].map(connectionSdl).join("")}`;
