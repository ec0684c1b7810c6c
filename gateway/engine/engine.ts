import type { GatewayInterface } from "@apollo/server-gateway-interface";
import type { Logger } from "pino";
import type { Clock, Telemetry } from "#platform";
import type { OperationAnswer, OperationRequest, SubscriptionRequest, WrittenAnswer } from "./execute-operation.js";
import type { PlannerChoice } from "./planner/choose-planner.js";
import type { Source } from "./source.js";
import type { EventStream } from "./stream/event-stream.js";
import type { SubscriptionEvent } from "./stream/open-subscription.js";

/** What runs operations over the supergraph, as `@apollo/server` takes it, and subscriptions, which that does not know. */
export interface Engine extends GatewayInterface {
  /**
   * Executes an operation whose document Apollo Server has validated before, after `load`, without Apollo Server around it; an answer without errors comes as text. Throws what must be
   * masked. Absent where the executor knows Apollo Server's way only.
   */
  readonly execute?: (request: OperationRequest) => Promise<OperationAnswer | WrittenAnswer>;
  /** Opens a subscription, after `load`; an answer instead of a stream says why there is none. */
  readonly subscribe: (request: SubscriptionRequest) => Promise<EventStream<SubscriptionEvent> | OperationAnswer>;
}

/** Who executes and who plans. */
export interface EngineSettings {
  /** `compiled` is ours; `reference` is `@apollo/gateway`'s own execution over its own plans. */
  readonly executor: "compiled" | "reference";
  readonly planner: PlannerChoice;
  /** Most plans that are kept. */
  readonly maxPlans: number;
}

/** What an engine stands on. */
export interface EngineOptions {
  readonly supergraphSdl: string;
  readonly settings: EngineSettings;
  /** The source of a subgraph, by its name and the URL in the supergraph. */
  readonly sourceOf: (subgraph: { readonly name: string; readonly url?: string | undefined }) => Source;
  readonly telemetry: Telemetry;
  readonly clock: Clock;
  readonly log: Logger;
}
