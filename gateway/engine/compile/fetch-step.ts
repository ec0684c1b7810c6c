import { parse, type DocumentNode } from "graphql";
import { PasserelleError } from "#platform";
import type { EntityInput, FetchPlan } from "../plan/plan-nodes.js";
import type { Answered, Batch } from "../run/batch.js";
import { collect } from "../run/collect.js";
import { isObject, type DataObject, type Execution, type Step } from "../run/execution.js";
import { entityErrors, rootErrors, wholeFailure } from "../run/fetch-errors.js";
import { merge } from "../run/merge.js";
import { applyRewrites } from "../run/rewrite.js";
import { withTimeLeft, type PlanPlace } from "../run/time-left.js";
import type { FitsType } from "../run/type-conditions.js";
import type { Source, SourceAnswer } from "../source.js";
import { compileIdentity, type Identify } from "./identity.js";
import { compileRepresentation, type PickRepresentation } from "./representation.js";

/** What fetches are compiled with. */
export interface FetchGround {
  readonly sourceOf: (subgraph: string) => Source;
  readonly fitsType: FitsType;
}

/** Compiles a fetch: collect, represent, ask, merge. It never throws: what fails becomes errors in the execution. */
export function compileFetch(plan: FetchPlan, place: PlanPlace, ground: FetchGround): Step {
  const source = ground.sourceOf(plan.subgraph);
  const pickers = plan.entities.map((input) => ({
    input,
    identify: compileIdentity(input.requires, ground.fitsType),
    pick: compileRepresentation(input.requires, ground.fitsType),
  }));
  let parsed: DocumentNode | undefined;
  const document = (): DocumentNode => (parsed ??= parse(plan.operation, { noLocation: true }));

  return async (execution) => {
    const batches = pickers.map((picker) => batchOf(picker, execution, ground.fitsType));
    if (batches.length > 0 && batches.every(({ representations }) => representations.length === 0)) return;
    const variables = variablesOf(plan, batches, execution);
    const { operation, operationKind, operationName } = plan;
    try {
      const context = withTimeLeft(execution, place);
      const answer = await source.fetch({ operation, document, operationKind, operationName, variables }, context);
      take(answer, { plan, batches, execution, fitsType: ground.fitsType });
    } catch (error) {
      if (!(error instanceof PasserelleError)) throw error;
      execution.errors.push(...wholeFailure(error, { plan, batches, execution, fitsType: ground.fitsType }));
    }
  };
}

interface Picker {
  readonly input: EntityInput;
  readonly identify: Identify;
  readonly pick: PickRepresentation;
}

// Most objects stand for an entity that another one stands for as well: a representation is made for the first of them only.
function batchOf({ input, identify, pick }: Picker, execution: Execution, fitsType: FitsType): Batch {
  const waitingFor = new Map<string, DataObject[]>();
  const representations: DataObject[] = [];
  for (const object of objectsAt(input, execution, fitsType)) {
    const identity = identify(object);
    if (identity === undefined) continue;
    const waiting = waitingFor.get(identity);
    if (waiting !== undefined) {
      waiting.push(object);
      continue;
    }
    const representation = pick(object);
    if (representation === undefined) continue;
    applyRewrites(representation, input.inputRewrites, fitsType);
    representations.push(representation);
    waitingFor.set(identity, [object]);
  }
  return { input, representations, waiting: [...waitingFor.values()] };
}

function objectsAt({ paths }: EntityInput, { data }: Execution, fitsType: FitsType): ReadonlySet<DataObject> {
  const [only, ...more] = paths;
  if (only !== undefined && more.length === 0) return collect(data, only, fitsType);
  return new Set(paths.flatMap((path) => [...collect(data, path, fitsType)]));
}

function variablesOf(plan: FetchPlan, batches: readonly Batch[], { variables }: Execution): Record<string, unknown> {
  const used = usedVariables(plan, variables);
  for (const { input, representations } of batches) used[input.variable] = representations;
  return used;
}

/** Those of the client's variables that a fetch uses. */
export function usedVariables(plan: FetchPlan, variables: Execution["variables"]): Record<string, unknown> {
  const used: Record<string, unknown> = {};
  for (const name of plan.variables) if (name in variables) used[name] = variables[name];
  return used;
}

function take(answer: SourceAnswer, answered: Answered): void {
  const { batches, execution, fitsType } = answered;
  if (batches.length === 0) return takeRoot(answer, answered);
  for (const batch of batches) takeEntities(answer.data?.[batch.input.resultKey], batch, fitsType);
  if (answer.errors?.length) execution.errors.push(...entityErrors(answer.errors, answered));
}

/** Merges the answer of a fetch from a root type. */
export function takeRoot(answer: SourceAnswer, { plan, execution, fitsType }: Omit<Answered, "batches">): void {
  if (answer.data) {
    applyRewrites(answer.data, plan.outputRewrites, fitsType);
    merge(execution.data, answer.data, fitsType);
  }
  if (answer.errors?.length) execution.errors.push(...rootErrors(answer.errors, plan));
}

function takeEntities(entities: unknown, { input, waiting }: Batch, fitsType: FitsType): void {
  if (!Array.isArray(entities)) return;
  waiting.forEach((objects, index) => {
    const entity: unknown = entities[index];
    if (!isObject(entity)) return;
    applyRewrites(entity, input.outputRewrites, fitsType);
    for (const object of objects) merge(object, entity, fitsType);
  });
}
