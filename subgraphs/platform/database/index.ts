export * from "./create-database.js";
export type { DatabaseOptions } from "./database-options.js";
export type * from "./database.js";
export * from "./errors.js";
