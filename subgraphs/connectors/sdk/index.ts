/** What a connector is written with, and what connects it. */
export * from "./batches.js";
export type * from "./call.js";
export type * from "./changes.js";
export * from "./connector.js";
export * from "./errors.js";
export type * from "./http-client.js";
export * from "./http/circuit-breaker.js";
export * from "./http/create-http-client.js";
export type { SystemHealth } from "./http/health-record.js";
export type { Admission, Pace, PaceOptions } from "./http/pace.js";
export * from "./http/shared-pace.js";
export * from "./open-system.js";
export * from "./pages.js";
export type * from "./ports.js";
export * from "./redact.js";
export * from "./remember.js";
export * from "./session.js";
export { awaitShared, type SharedWork } from "./single-flight.js";
