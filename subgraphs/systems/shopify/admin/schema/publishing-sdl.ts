import { connectionSdl } from "../../connection-sdl.js";

/** Sales channels, publications and what is published on them. */
export const publishingSdl = /* GraphQL */ `
interface Publishable {
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

type Publication implements Node {
  id: ID!
  name: String! @deprecated
  autoPublish: Boolean!
  supportsFuturePublishing: Boolean!
  catalog: Catalog
  channels(after: String, before: String, first: Int, last: Int, reverse: Boolean = false): ChannelConnection
  products(
    after: String, before: String, first: Int, last: Int, query: String, reverse: Boolean = false,
    sortKey: ProductSortKeys = ID
  ): ProductConnection!
}

type Channel implements Node {
  id: ID!
  handle: String!
  name: String!
  accountId: String
  accountName: String
  supportsFuturePublishing: Boolean!
  products(after: String, before: String, first: Int, last: Int, reverse: Boolean = false): ProductConnection!
}

interface Catalog implements Node {
  id: ID!
  title: String!
  status: CatalogStatus!
  publication: Publication
}

type AppCatalog implements Catalog & Node {
  id: ID!
  title: String!
  status: CatalogStatus!
  publication: Publication
  channels(after: String, before: String, first: Int, last: Int, reverse: Boolean = false): ChannelConnection!
}

enum CatalogStatus { ACTIVE ARCHIVED DRAFT }

enum CatalogType { APP COMPANY_LOCATION MARKET NONE }

type ResourcePublication {
  isPublished: Boolean!
  publication: Publication!
  publishDate: DateTime!
  publishable: Publishable!
}

type ResourcePublicationV2 {
  isPublished: Boolean!
  publication: Publication!
  publishDate: DateTime
  publishable: Publishable!
}

input PublicationInput {
  publicationId: ID
  publishDate: DateTime
}

type PublishablePublishPayload {
  publishable: Publishable
  shop: Shop!
  userErrors: [UserError!]!
}

type PublishableUnpublishPayload {
  publishable: Publishable
  shop: Shop!
  userErrors: [UserError!]!
}
${["Publication", "Channel", "ResourcePublication", "ResourcePublicationV2"].map(connectionSdl).join("")}`;
