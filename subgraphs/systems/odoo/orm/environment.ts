import { valueError } from "./odoo-error.js";
import type { OdooRecord } from "./record.js";
import type { Environment, Field, Model } from "./schema.js";

/** The model of that name. */
export function modelOf(env: Environment, name: string): Model {
  const model = env.registry.get(name);
  if (model === undefined) throw new Error(`No model '${name}' is simulated; a relation names it.`);
  return model;
}

/** The field of a model, or an inherited field of the model it delegates to. */
export function fieldOf(env: Environment, model: Model, name: string): Field | undefined {
  const own = Object.hasOwn(model.fields, name) ? model.fields[name] : undefined;
  if (own !== undefined || model.inherits === undefined) return own;
  const inherited = fieldOf(env, modelOf(env, model.inherits.model), name);
  return inherited && { ...inherited, store: false, related: `${model.inherits.via}.${name}` };
}

/** The field of a model; Odoo's own complaint when there is none. */
export function requireField(env: Environment, model: Model, name: string): Field {
  const field = fieldOf(env, model, name);
  if (field === undefined) throw valueError(`Invalid field '${name}' on model '${model.name}'`);
  return field;
}

/** The names of all fields, inherited ones included. */
export function fieldNames(env: Environment, model: Model): string[] {
  const inherited = model.inherits ? fieldNames(env, modelOf(env, model.inherits.model)) : [];
  return [...new Set([...Object.keys(model.fields), ...inherited])];
}

/** All records of a model. */
export function allRecords(env: Environment, model: string): OdooRecord[] {
  return env.store.collection<OdooRecord>(model).all();
}

/** One record, if it is there. */
export function browse(env: Environment, model: string, id: unknown): OdooRecord | undefined {
  return typeof id === "number" ? env.store.collection<OdooRecord>(model).get(id) : undefined;
}

/** The records of these ids that are there, in the order of the ids. */
export function browseAll(env: Environment, model: string, ids: readonly number[]): OdooRecord[] {
  return ids.flatMap((id) => browse(env, model, id) ?? []);
}
