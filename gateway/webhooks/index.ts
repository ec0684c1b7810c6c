/** Webhooks: raw body in, verified event out. */
export { createWebhooks, type Webhooks, type WebhooksOptions } from "./create-webhooks.js";
export { inboxMigrations } from "./inbox-tables.js";
