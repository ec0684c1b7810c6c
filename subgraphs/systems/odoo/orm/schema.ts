import type { Store } from "../../simulator/store.js";
import type { FieldValue, OdooRecord, Values } from "./record.js";

/** Odoo's field types, as far as the simulated models use them. */
export type FieldType =
  | "char"
  | "text"
  | "html"
  | "integer"
  | "float"
  | "monetary"
  | "boolean"
  | "date"
  | "datetime"
  | "selection"
  | "many2one"
  | "one2many"
  | "many2many"
  | "binary";

/** Works out one field for a batch of records, in their order. */
export type Compute = (records: readonly OdooRecord[], env: Environment) => readonly FieldValue[];

/** One field of a model. */
export interface Field {
  readonly type: FieldType;
  /** The label. */
  readonly string: string;
  readonly required: boolean;
  readonly readonly: boolean;
  readonly store: boolean;
  /** Model at the other end of a relation. */
  readonly relation?: string;
  /** For a one2many: the many2one on the other side. */
  readonly inverseField?: string;
  readonly selection?: readonly (readonly [string, string])[];
  readonly default?: FieldValue | ((env: Environment) => FieldValue);
  readonly compute?: Compute;
  /** Dotted path that is read, and written, through. */
  readonly related?: string;
  /** False for a computed field that the server cannot search by. */
  readonly isSearchable: boolean;
}

/** A public method beyond the ORM's own: what arrives after the ids is still unknown. */
export type ModelMethod = (ids: readonly number[], env: Environment, input: Readonly<Record<string, unknown>>) => unknown;

/** What a model is told to be. */
export interface ModelOptions {
  readonly name: string;
  readonly description: string;
  /** SQL-like, for example `sequence, id desc`. */
  readonly order?: string;
  readonly fields: Readonly<Record<string, Field>>;
  /** The many2one that makes a tree, for `child_of`. */
  readonly parentField?: string;
  /** Delegation: fields of `model` are reachable through the many2one `via`. */
  readonly inherits?: { readonly model: string; readonly via: string };
  readonly displayName?: (record: OdooRecord, env: Environment) => string;
  /** Fields that `name_search` looks in; `name` by default. */
  readonly searchedByName?: readonly string[];
  /** Fills what depends on other values, before required fields are checked. */
  readonly prepare?: (values: Values, env: Environment) => Values;
  /** Throws when a constraint is broken. */
  readonly check?: (record: OdooRecord, env: Environment) => void;
  readonly afterCreate?: (record: OdooRecord, env: Environment) => void;
  readonly afterWrite?: (record: OdooRecord, changed: Values, env: Environment) => void;
  /** Throws when the record may not be deleted. */
  readonly beforeUnlink?: (record: OdooRecord, env: Environment) => void;
  readonly methods?: Readonly<Record<string, { readonly run: ModelMethod; readonly parameters?: readonly string[] }>>;
}

/** A model with the fields that every model has. */
export interface Model extends ModelOptions {
  readonly order: string;
}

/** All models by name. */
export type Registry = ReadonlyMap<string, Model>;

/** Keys that steer a call, for example `lang`, `active_test`, `location`. */
export type Context = Readonly<Record<string, unknown>>;

/** What every operation runs in: the data, the clock, the user, the context. */
export interface Environment {
  readonly store: Store;
  readonly registry: Registry;
  readonly now: () => Date;
  readonly uid: number;
  readonly context: Context;
}
