import {
  execute as executeHere,
  getVariableValues,
  type DocumentNode,
  type GraphQLError,
  type GraphQLFormattedError,
  type OperationDefinitionNode,
} from "graphql";
import { LRUCache } from "lru-cache";
import type { Clock, Telemetry } from "#platform";
import { conditionalVariables } from "./operation/conditions.js";
import { withNewNames } from "./operation/free-variables.js";
import { createPlanCache } from "./operation/plan-cache.js";
import { prepare, type PreparedOperation, type PrepareGround } from "./operation/prepare.js";
import { OperationNotPlanned } from "./errors.js";
import type { GatewayContext } from "./request-context.js";
import { openSubscription, type Opening, type SubscriptionEvent } from "./stream/open-subscription.js";
import type { EventStream } from "./stream/event-stream.js";
import { newExecution, type DataObject, type Execution } from "./run/execution.js";
import { shapeAnswer } from "./shape/shape-answer.js";

/** One operation of a client, validated against the schema that clients see. */
export interface OperationRequest {
  readonly document: DocumentNode;
  /** Hash of the document's text: with the operation's name it names the plan. */
  readonly documentHash: string;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: GatewayContext;
}

/** What an operation gave. */
export interface OperationAnswer {
  readonly data?: DataObject | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** An answer as text: data as JSON, and no errors. */
export interface WrittenAnswer {
  /** The whole response: `{"data":…}`. */
  readonly json: string;
}

/** One subscription of a client. The deadline of its context is the one for opening it. */
export interface SubscriptionRequest extends OperationRequest {
  /** How long the subgraphs may take to complete an event, in milliseconds. */
  readonly eventTimeoutMs: number;
}

/** Executes operations over plans that are made once and kept within a bound. */
export interface Executor {
  readonly execute: (request: OperationRequest) => Promise<OperationAnswer>;
  /** The same, written as text where nothing failed: cheaper than the objects and their text after them. */
  readonly write: (request: OperationRequest) => Promise<WrittenAnswer | OperationAnswer>;
  /** Opens a subscription; an answer instead of a stream says why there is none. */
  readonly subscribe: (request: SubscriptionRequest) => Promise<EventStream<SubscriptionEvent> | OperationAnswer>;
}

/** What an executor stands on. */
export interface ExecutorOptions extends PrepareGround {
  /** Most plans that are kept. */
  readonly maxPlans: number;
  /** What the plan cache tells of itself; nothing when absent. */
  readonly meter?: Telemetry["meter"];
  readonly clock: Clock;
  /** Runs around the work for one event of a subscription, for example in a span; nothing when absent. */
  readonly aroundEvent?: Opening["aroundEvent"];
}

/** An executor with an empty plan cache. */
export function createExecutor(options: ExecutorOptions): Executor {
  const prepared = createPlanCache<PreparedOperation>(options.maxPlans, options.meter);
  const conditions = new LRUCache<string, readonly string[]>({ max: options.maxPlans });
  const preparedFor = (request: OperationRequest, variables: DataObject): PreparedOperation => {
    const { documentHash, document, operation } = request;
    const names = conditions.get(documentHash) ?? conditionalVariables(document);
    conditions.set(documentHash, names);
    const key = [documentHash, operation.name?.value ?? "", ...names.map((name) => (variables[name] === true ? "1" : "0"))].join("/");
    return prepared.planFor(key, () => prepare(document, { operation, variables }, options));
  };
  const readyFor = (request: OperationRequest): Ready | Refusal => {
    const coerced = getVariableValues(options.schema, request.operation.variableDefinitions ?? [], request.variables);
    if (coerced.errors) return wrongVariables(coerced.errors);
    const variables = coerced.coerced;
    return plannedOrRefused(() => {
      const known = preparedFor(request, variables);
      return { prepared: known, variables: withNewNames(variables, known.renamed) };
    });
  };
  return {
    execute: async (request) => {
      const ready = readyFor(request);
      return "errors" in ready ? ready : run(ready, request, options);
    },
    write: async (request) => {
      const ready = readyFor(request);
      return "errors" in ready ? ready : runAndWrite(ready, request, options);
    },
    subscribe: async (request) => {
      const ready = readyFor(request);
      if ("errors" in ready) return ready;
      const { shape, subscription } = ready.prepared;
      if (subscription === undefined) return notPlanned(new TypeError("no subgraph streams what it asks for"));
      const { clock, aroundEvent = (work) => work() } = options;
      const { context, eventTimeoutMs } = request;
      return openSubscription({ subscription, shape, variables: ready.variables, context, eventTimeoutMs, clock, aroundEvent });
    },
  };
}

interface Ready {
  readonly prepared: PreparedOperation;
  /** The client's, coerced. */
  readonly variables: Execution["variables"];
}

interface Refusal {
  readonly errors: readonly GraphQLFormattedError[];
}

async function run(ready: Ready, request: OperationRequest, options: ExecutorOptions): Promise<OperationAnswer> {
  return shaped(ready, await fetched(ready, request, options));
}

async function runAndWrite(ready: Ready, request: OperationRequest, options: ExecutorOptions): Promise<WrittenAnswer | OperationAnswer> {
  const execution = await fetched(ready, request, options);
  const text = execution.errors.length > 0 ? undefined : ready.prepared.write(execution.data, { written: new Map() });
  return text === undefined ? shaped(ready, execution) : { json: `{"data":${text}}` };
}

async function fetched({ prepared, variables }: Ready, { context }: OperationRequest, options: ExecutorOptions): Promise<Execution> {
  const execution = newExecution({ variables, context, startedAt: options.clock.now() });
  await prepared.run?.(execution);
  if (prepared.introspection) introspect(prepared.introspection, execution, options);
  return execution;
}

function shaped({ prepared }: Ready, execution: Execution): OperationAnswer {
  const { data, errors } = shapeAnswer(prepared.shape, execution.data, execution.errors);
  return errors.length > 0 ? { data, errors } : { data };
}

function wrongVariables(errors: readonly GraphQLError[]): Refusal {
  return { errors: errors.map((error) => ({ ...error.toJSON(), extensions: { code: "BAD_USER_INPUT", http: { status: 400 } } })) };
}

// A planner that finds no way to a field says so by throwing: the operation is refused, nothing was asked of a subgraph yet.
function plannedOrRefused(make: () => Ready): Ready | Refusal {
  try {
    return make();
  } catch (cause) {
    return notPlanned(cause);
  }
}

function notPlanned(cause: unknown): Refusal {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const error = cause instanceof OperationNotPlanned ? cause : new OperationNotPlanned({ reason }, { cause });
  return { errors: [{ message: error.message, extensions: { ...error.extensions } }] };
}

function introspect(document: DocumentNode, execution: Execution, { schema }: ExecutorOptions): void {
  const answer = executeHere({ schema, document, variableValues: execution.variables });
  if (answer instanceof Promise) throw new TypeError("Introspection has nothing to wait for.");
  Object.assign(execution.data, answer.data);
}
