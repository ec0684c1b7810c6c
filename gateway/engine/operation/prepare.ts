import {
  Kind,
  OperationTypeNode,
  print,
  separateOperations,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import { compilePlan } from "../compile/plan-step.js";
import { compileSubscription, type CompiledSubscription } from "../compile/subscription-step.js";
import type { FetchGround } from "../compile/fetch-step.js";
import { hasOneMeaning } from "../plan/one-meaning.js";
import type { Planner } from "../planner/planner.js";
import type { Step } from "../run/execution.js";
import { shapeObject, type ObjectShape } from "../shape/compile-shape.js";
import { writeObject, type WriteValue } from "../shape/compile-text.js";
import { decideConditions } from "./conditions.js";
import { freeVariables, type FreedDocument } from "./free-variables.js";
import { flattenRoot, fragmentsOf } from "./flatten-root.js";
import { splitIntrospection } from "./split-introspection.js";

/** Everything about an operation that does not depend on one request: made once, kept in the plan cache. */
export interface PreparedOperation {
  readonly operation: OperationDefinitionNode;
  /** The client's names of variables that have others in the plan, by those. */
  readonly renamed: FreedDocument["renamed"];
  /** Fetches from subgraphs; `undefined` when nothing has to be. */
  readonly run: Step | undefined;
  /** What a subscription streams; `undefined` for other operations. */
  readonly subscription: CompiledSubscription | undefined;
  /** Asks the schema itself. */
  readonly introspection: DocumentNode | undefined;
  readonly shape: ObjectShape;
  /** The same as text. */
  readonly write: WriteValue;
}

/** What operations are prepared with. */
export interface PrepareGround extends FetchGround {
  /** The schema that clients see. */
  readonly schema: GraphQLSchema;
  readonly planner: Planner;
}

/** Plans and compiles one operation of a document, for one decision of its conditions. */
export function prepare(
  document: DocumentNode,
  request: { readonly operation: OperationDefinitionNode; readonly variables: Readonly<Record<string, unknown>> },
  ground: PrepareGround,
): PreparedOperation {
  const name = request.operation.name?.value;
  const alone = separateOperations(document)[name ?? ""] ?? document;
  const root = ground.schema.getRootType(request.operation.operation);
  if (!root) throw new TypeError(`The schema has no ${request.operation.operation} type.`);
  const { document: decided, renamed } = freeVariables(flattenRoot(decideConditions(alone, request.variables), root, ground.schema));
  const operation = decided.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION) ?? request.operation;
  const fragments = fragmentsOf(decided);
  const { fetched, introspection } = splitIntrospection(decided, operation);
  const plan = fetched && ground.planner.plan({ document: fetched, text: print(fetched), operationName: name });
  const planGround = { ...ground, sharesObjects: plan !== undefined && hasOneMeaning(plan, decided) };
  const streams = operation.operation === OperationTypeNode.SUBSCRIPTION;
  const selected = [operation.selectionSet];
  const shapeGround = { schema: ground.schema, fragments };
  return {
    operation: request.operation,
    renamed,
    run: plan && !streams ? compilePlan(plan, planGround) : undefined,
    subscription: plan && streams ? compileSubscription(plan, planGround) : undefined,
    introspection,
    shape: shapeObject(root, selected, shapeGround),
    write: writeObject(root, selected, shapeGround),
  };
}
