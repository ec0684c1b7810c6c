/** Executes operations over the supergraph. */
export { createEngine, type Engine, type EngineOptions, type EngineSettings } from "./create-engine.js";
export * from "./errors.js";
export { httpSource, TIMEOUT_HEADER, type HttpSource } from "./http-source.js";
export { inProcessSource } from "./in-process-source.js";
export { createGatewayContext, type GatewayContext } from "./request-context.js";
export { isPresentable, masked } from "./mask-error.js";
export type { Source } from "./source.js";
