/** The commerce words that all parts share. */
export * from "./content.js";
export * from "./customer.js";
export * from "./ids.js";
export * from "./listing.js";
export * from "./money.js";
export * from "./order.js";
export * from "./page.js";
export * from "./price.js";
export * from "./quantity.js";
export * from "./stock.js";
export * from "./supply.js";
