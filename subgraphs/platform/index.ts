/** Technical ground without a word of commerce. */
export * from "./errors/index.js";
export * from "./time/clock.js";
export * from "./batching/key-loader.js";
export * from "./batching/once.js";
export * from "./cache/index.js";
export * from "./database/index.js";
export * from "./events/index.js";
export * from "./identity/require.js";
export * from "./identity/token-verifier.js";
export * from "./identity/viewer.js";
export * from "./subgraph/build-subgraph-schema.js";
export * from "./subgraph/check-input.js";
export * from "./subgraph/page-cursor.js";
export type * from "./subgraph/subgraph.js";
export * from "./telemetry/in-span.js";
export * from "./telemetry/telemetry.js";
export * from "./telemetry/start-telemetry.js";
export * from "./telemetry/trace-of-log.js";
