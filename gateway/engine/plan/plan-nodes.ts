/** A query plan in one form, whichever planner made it. */
export type PlanNode = FetchPlan | SequencePlan | ParallelPlan | ConditionPlan;

/** Steps one after the other. */
export interface SequencePlan {
  readonly kind: "sequence";
  readonly nodes: readonly PlanNode[];
}

/** Steps side by side. */
export interface ParallelPlan {
  readonly kind: "parallel";
  readonly nodes: readonly PlanNode[];
}

/** A step that depends on a Boolean variable. */
export interface ConditionPlan {
  readonly kind: "condition";
  readonly variable: string;
  readonly whenTrue: PlanNode | undefined;
  readonly whenFalse: PlanNode | undefined;
}

/** One operation for one subgraph. */
export interface FetchPlan {
  readonly kind: "fetch";
  readonly subgraph: string;
  readonly operation: string;
  readonly operationKind: "query" | "mutation" | "subscription";
  readonly operationName: string | undefined;
  /** Names of the client's variables that the operation uses. */
  readonly variables: readonly string[];
  /** What it asks `_entities` for; empty for a fetch from the root types. */
  readonly entities: readonly EntityInput[];
  /** Changes of a root fetch's data before it is merged. */
  readonly outputRewrites: readonly Rewrite[];
}

/** Representations for one `_entities` field of a fetch. */
export interface EntityInput {
  /** Variable that carries the representations. */
  readonly variable: string;
  /** Response key of the `_entities` field. */
  readonly resultKey: string;
  /** Where the objects are found that the entities are merged into. */
  readonly paths: readonly (readonly PathStep[])[];
  readonly requires: readonly Requirement[];
  readonly inputRewrites: readonly Rewrite[];
  readonly outputRewrites: readonly Rewrite[];
}

/** One step from an object to the objects below it. */
export type PathStep =
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "list" }
  | { readonly kind: "types"; readonly names: readonly string[] };

/** A part of a representation. */
export type Requirement = FieldRequirement | FragmentRequirement;

/** A field that is read under one key and sent under another. */
export interface FieldRequirement {
  readonly kind: "field";
  readonly read: string;
  readonly write: string;
  readonly selections: readonly Requirement[] | undefined;
}

/** Parts that only objects of a type have. */
export interface FragmentRequirement {
  readonly kind: "fragment";
  readonly type: string;
  readonly selections: readonly Requirement[];
}

/** A change of a key or a value on the way to or from a subgraph. */
export interface Rewrite {
  readonly kind: "set" | "rename";
  readonly path: readonly RewriteStep[];
  /** The new value, or the key's new name. */
  readonly value: unknown;
}

/** One step of a rewrite's path. */
export type RewriteStep = { readonly kind: "key"; readonly name: string } | { readonly kind: "types"; readonly names: readonly string[] };
