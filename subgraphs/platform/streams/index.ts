export * from "./event-stream.js";
export * from "./shared-reads.js";
export * from "./state-stream.js";
