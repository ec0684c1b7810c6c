/** The commerce words that all parts share. */
export * from "./content.js";
export type * from "./customer.js";
export * from "./ids.js";
export type * from "./listing.js";
export * from "./money.js";
export type * from "./order.js";
export type * from "./page.js";
export * from "./price.js";
export * from "./quantity.js";
export * from "./stock.js";
export type * from "./supply.js";
