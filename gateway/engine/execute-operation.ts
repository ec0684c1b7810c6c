import {
  execute as executeHere,
  getVariableValues,
  type DocumentNode,
  type GraphQLFormattedError,
  type OperationDefinitionNode,
} from "graphql";
import { LRUCache } from "lru-cache";
import type { Clock } from "#platform";
import { conditionalVariables } from "./operation/conditions.js";
import { prepare, type PreparedOperation, type PrepareGround } from "./operation/prepare.js";
import { OperationNotPlanned } from "./errors.js";
import type { GatewayContext } from "./request-context.js";
import type { DataObject, Execution } from "./run/execution.js";
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

/** Executes operations over plans that are made once and kept within a bound. */
export interface Executor {
  readonly execute: (request: OperationRequest) => Promise<OperationAnswer>;
}

/** What an executor stands on. */
export interface ExecutorOptions extends PrepareGround {
  /** Most plans that are kept. */
  readonly maxPlans: number;
  readonly clock: Clock;
}

/** An executor with an empty plan cache. */
export function createExecutor(options: ExecutorOptions): Executor {
  const prepared = new LRUCache<string, PreparedOperation>({ max: options.maxPlans });
  const conditions = new LRUCache<string, readonly string[]>({ max: options.maxPlans });
  const preparedFor = (request: OperationRequest, variables: DataObject): PreparedOperation => {
    const { documentHash, document, operation } = request;
    const names = conditions.get(documentHash) ?? conditionalVariables(document);
    conditions.set(documentHash, names);
    const key = [documentHash, operation.name?.value ?? "", ...names.map((name) => (variables[name] === true ? "1" : "0"))].join("/");
    const known = prepared.get(key) ?? prepare(document, { operation, variables }, options);
    prepared.set(key, known);
    return known;
  };
  return {
    execute: async (request) => {
      const coerced = getVariableValues(options.schema, request.operation.variableDefinitions ?? [], request.variables);
      if (coerced.errors)
        return {
          errors: coerced.errors.map((error) => ({ ...error.toJSON(), extensions: { code: "BAD_USER_INPUT", http: { status: 400 } } })),
        };
      const ready = plannedOrRefused(() => preparedFor(request, coerced.coerced));
      if ("errors" in ready) return ready;
      const execution: Execution = {
        data: {},
        errors: [],
        variables: coerced.coerced,
        context: request.context,
        startedAt: options.clock.now(),
      };
      await ready.run?.(execution);
      if (ready.introspection) introspect(ready.introspection, execution, options);
      const { data, errors } = shapeAnswer(ready.shape, execution.data, execution.errors);
      return errors.length > 0 ? { data, errors } : { data };
    },
  };
}

// A planner that finds no way to a field says so by throwing: the operation is refused, nothing was asked of a subgraph yet.
function plannedOrRefused(make: () => PreparedOperation): PreparedOperation | { readonly errors: readonly GraphQLFormattedError[] } {
  try {
    return make();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const error = cause instanceof OperationNotPlanned ? cause : new OperationNotPlanned({ reason }, { cause });
    return { errors: [{ message: error.message, extensions: { ...error.extensions } }] };
  }
}

function introspect(document: DocumentNode, execution: Execution, { schema }: ExecutorOptions): void {
  const answer = executeHere({ schema, document, variableValues: execution.variables });
  if (answer instanceof Promise) throw new TypeError("Introspection has nothing to wait for.");
  Object.assign(execution.data, answer.data);
}
