/** Executes operations over the supergraph. */
export { answerChunks, type ChunkLimits } from "./answer-chunks.js";
export { createEngine } from "./create-engine.js";
export type { Engine, EngineOptions, EngineSettings } from "./engine.js";
export * from "./errors.js";
export { alsoForwarding, forwardedNames, headersFor, type HeaderRules, type SelectHeaders } from "./http/header-rules.js";
export { httpSource, TIMEOUT_HEADER, type HttpSource, type HttpSourceSettings } from "./http-source.js";
export { inProcessSource } from "./in-process-source.js";
export { createGatewayContext, type GatewayContext } from "./request-context.js";
export { isPresentable, masked } from "./mask-error.js";
export { eventStream, isEventStream, type EventStream } from "./stream/event-stream.js";
export type { OperationAnswer, OperationRequest, SubscriptionRequest, WrittenAnswer } from "./execute-operation.js";
export { subgraphStreams } from "./stream/subgraph-streams.js";
export type { SubscriptionEvent } from "./stream/open-subscription.js";
export type { Source } from "./source.js";
