import type { EntityInput, FetchPlan } from "../plan/plan-nodes.js";
import type { DataObject, Execution } from "./execution.js";
import type { FitsType } from "./type-conditions.js";

/** The representations of one `_entities` field, and who waits for each. */
export interface Batch {
  readonly input: EntityInput;
  readonly representations: readonly DataObject[];
  /** The objects that the entity at the same index is merged into. */
  readonly waiting: readonly (readonly DataObject[])[];
}

/** A fetch with everything that is needed to place its answer. */
export interface Answered {
  readonly plan: FetchPlan;
  readonly batches: readonly Batch[];
  readonly execution: Execution;
  readonly fitsType: FitsType;
  /** Whether an object may stand in several places of the data. */
  readonly sharesObjects: boolean;
}
