/** The graph's shared types and scalars, for subgraphs only. */
export * from "./money-type.js";
export * from "./page-types.js";
export * from "./scalars.js";
