/** The contract suite of connectors. Tests import it by its path; production code never does, because it loads vitest. */
export type * from "./contract-world.js";
export * from "./describe-connector.js";
