import { connectionSdl } from "../../connection-sdl.js";

/** Webhook subscriptions of the Admin API. */
export const webhooksSdl = /* GraphQL */ `
type WebhookSubscription implements LegacyInteroperability & Node {
  id: ID!
  legacyResourceId: UnsignedInt64!
  topic: WebhookSubscriptionTopic!
  uri: String!
  format: WebhookSubscriptionFormat!
  includeFields: [String!]!
  metafieldNamespaces: [String!]!
  filter: String
  name: String
  createdAt: DateTime!
  updatedAt: DateTime!
  apiVersion: ApiVersion!
}

type ApiVersion {
  displayName: String!
  handle: String!
  supported: Boolean!
}

enum WebhookSubscriptionFormat { JSON XML }

enum WebhookSubscriptionSortKeys { CREATED_AT ID }

enum WebhookSubscriptionTopic {
  CUSTOMERS_UPDATE INVENTORY_LEVELS_UPDATE ORDERS_CREATE ORDERS_UPDATED PRODUCTS_CREATE PRODUCTS_DELETE PRODUCTS_UPDATE
}

input WebhookSubscriptionInput {
  uri: String
  format: WebhookSubscriptionFormat
  filter: String
  includeFields: [String!]
  metafieldNamespaces: [String!]
  name: String
}

type WebhookSubscriptionCreatePayload {
  webhookSubscription: WebhookSubscription
  userErrors: [UserError!]!
}

type WebhookSubscriptionDeletePayload {
  deletedWebhookSubscriptionId: ID
  userErrors: [UserError!]!
}
${["WebhookSubscription"].map(connectionSdl).join("")}`;
