import { parse, type DocumentNode } from "graphql";
import { PasserelleError } from "#platform";
import type { EntityInput, FetchPlan } from "../plan/plan-nodes.js";
import type { Answered, Batch } from "../run/batch.js";
import { visitObjects } from "../run/collect.js";
import { copyOf } from "../run/copy.js";
import { isLeaf, isSameLeaf } from "../run/same-leaf.js";
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

/** What the fetches of one plan are compiled with. */
export interface PlanGround extends FetchGround {
  /** Whether an object may stand in several places of the data, see `hasOneMeaning`. */
  readonly sharesObjects: boolean;
}

/** Compiles a fetch: collect, represent, ask, merge. It never throws: what fails becomes errors in the execution. */
export function compileFetch(plan: FetchPlan, place: PlanPlace, ground: PlanGround): Step {
  const source = ground.sourceOf(plan.subgraph);
  const pickers = plan.entities.map((input) => ({
    input,
    paths: JSON.stringify(input.paths),
    identify: compileIdentity(input.requires, ground.fitsType),
    pick: compileRepresentation(input.requires, ground.fitsType),
  }));
  let parsed: DocumentNode | undefined;
  const document = (): DocumentNode => (parsed ??= parse(plan.operation, { noLocation: true }));

  return async (execution) => {
    const batches = pickers.map((picker) => batchOf(picker, execution, ground));
    if (batches.length > 0 && batches.every(({ representations }) => representations.length === 0)) return;
    const variables = variablesOf(plan, batches, execution);
    const { operation, operationKind, operationName } = plan;
    try {
      const context = withTimeLeft(execution, place);
      const answer = await source.fetch({ operation, document, operationKind, operationName, variables }, context);
      take(answer, { plan, batches, execution, ...ground });
    } catch (error) {
      if (!(error instanceof PasserelleError)) throw error;
      execution.errors.push(...wholeFailure(error, { plan, batches, execution, ...ground }));
    }
  };
}

interface Picker {
  readonly input: EntityInput;
  /** The input's paths, as a key. */
  readonly paths: string;
  readonly identify: Identify;
  readonly pick: PickRepresentation;
}

interface Waiting {
  readonly objects: DataObject[];
  /** The first of them that has no objects below it. */
  leaf: DataObject | undefined;
}

/**
 * Most objects stand for an entity that another one stands for as well: a representation is made for the first of them only, and those that say
 * nothing else are one object from here on, unless another fetch is about to fill them where they are.
 */
function batchOf({ input, paths, identify, pick }: Picker, { data, walks }: Execution, { fitsType, sharesObjects }: PlanGround): Batch {
  const { claimed, found } = walks;
  const waitingFor = new Map<string, Waiting>();
  const seen = new Set<DataObject>();
  const representations: DataObject[] = [];
  const add = (object: DataObject, identity: string | undefined): void => {
    if (identity === undefined) return;
    const waiting = waitingFor.get(identity);
    if (waiting !== undefined) {
      waiting.leaf ??= isLeaf(object) ? object : undefined;
      waiting.objects.push(object);
      return;
    }
    const representation = pick(object);
    if (representation === undefined) return;
    applyRewrites(representation, input.inputRewrites, fitsType);
    representations.push(representation);
    waitingFor.set(identity, { objects: [object], leaf: isLeaf(object) ? object : undefined });
  };
  const visit = (object: DataObject): DataObject => {
    if (seen.has(object)) return object;
    const identity = identify(object);
    const leaf = sharesObjects && identity !== undefined ? waitingFor.get(identity)?.leaf : undefined;
    if (leaf !== undefined && isSameLeaf(object, leaf) && !claimed.has(object)) return leaf;
    seen.add(object);
    add(object, identity);
    return object;
  };
  const known = found.get(paths);
  if (known !== undefined) for (const object of known) add(object, identify(object));
  else {
    for (const path of input.paths) visitObjects(data, { path, fitsType }, visit);
    found.set(paths, [...seen]);
  }
  const waiting = [...waitingFor.values()].map(({ objects }) => objects);
  for (const objects of waiting) for (const object of objects) claimed.add(object);
  return { input, representations, waiting };
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
  const { batches, execution } = answered;
  execution.walks.found.clear();
  if (batches.length === 0) return takeRoot(answer, answered);
  for (const batch of batches) takeEntities(answer.data?.[batch.input.resultKey], batch, answered);
  if (answer.errors?.length) execution.errors.push(...entityErrors(answer.errors, answered));
}

/** Merges the answer of a fetch from a root type. */
export function takeRoot(answer: SourceAnswer, { plan, execution, fitsType }: Omit<Answered, "batches" | "sharesObjects">): void {
  if (answer.data) {
    applyRewrites(answer.data, plan.outputRewrites, fitsType);
    merge(execution.data, answer.data, fitsType);
  }
  if (answer.errors?.length) execution.errors.push(...rootErrors(answer.errors, plan));
}

function takeEntities(entities: unknown, { input, waiting }: Batch, { fitsType, sharesObjects }: Answered): void {
  if (!Array.isArray(entities)) return;
  waiting.forEach((objects, index) => {
    const entity: unknown = entities[index];
    if (!isObject(entity)) return;
    applyRewrites(entity, input.outputRewrites, fitsType);
    for (const object of objects) merge(object, sharesObjects ? entity : copyOf(entity), fitsType);
  });
}
