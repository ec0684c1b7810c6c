/** Executes operations over the supergraph. */
export { createEngine } from "./create-engine.js";
export type { Engine, EngineOptions, EngineSettings } from "./engine-options.js";
export * from "./errors.js";
export { httpSource, TIMEOUT_HEADER, type HttpSource } from "./http-source.js";
export { inProcessSource } from "./in-process-source.js";
export { createGatewayContext, type GatewayContext } from "./request-context.js";
export { isPresentable, masked } from "./mask-error.js";
export type { Source } from "./source.js";
