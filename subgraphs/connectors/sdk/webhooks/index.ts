/** How webhooks are proved and read. */
export * from "./change-notice.js";
export type * from "./delivery.js";
export * from "./signatures.js";
export * from "./standard-webhooks.js";
export * from "./validation-token.js";
export * from "./woocommerce.js";
