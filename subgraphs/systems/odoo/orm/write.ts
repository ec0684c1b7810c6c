import { applyCommands, type PendingCommand, type RawValues, type Writer } from "./commands.js";
import { convertValue } from "./convert-value.js";
import { browse, fieldOf, modelOf } from "./environment.js";
import { isToMany } from "./field.js";
import { invalidField, mandatoryFieldError, missingError } from "./odoo-error.js";
import { patchRecord } from "./patch.js";
import { odooDatetime, type FieldValue, type OdooRecord, type Values } from "./record.js";
import type { Environment, Field, Model } from "./schema.js";

/** Creates one record with its defaults, its lines and the records it delegates to; returns it. */
export function createRecord(env: Environment, model: Model, input: RawValues): OdooRecord {
  const raw = { ...defaults(env, model, input), ...input };
  const sorted = sortValues(env, model, raw);
  const delegated = createDelegate(env, model, sorted);
  const prepared = model.prepare?.({ ...sorted.stored, ...delegated }, env) ?? { ...sorted.stored, ...delegated };
  requireMandatory(env, model, { values: prepared, pending: sorted.pending });
  const stamp = { create_uid: env.uid, create_date: odooDatetime(env.now()), write_uid: env.uid, write_date: odooDatetime(env.now()) };
  const collection = env.store.collection<OdooRecord>(model.name);
  const id = collection.nextId();
  collection.put(id, { ...stamp, ...prepared, id });
  applyCommands(env, { model, id, pending: sorted.pending }, writer);
  const created = current(env, model, id);
  model.check?.(created, env);
  model.afterCreate?.(created, env);
  return current(env, model, id);
}

/** Writes values on one record and on what it delegates to; moves its `write_date`. */
export function writeRecord(env: Environment, model: Model, { id, values }: { id: number; values: RawValues }): OdooRecord {
  const before = browse(env, model.name, id);
  if (before === undefined) throw missingError(model.name, id, env.uid);
  const { stored, through, pending } = sortValues(env, model, values);
  for (const [via, inherited] of through) writeThrough(env, model, { record: before, via, values: inherited });
  requireKept(env, model, stored);
  patchRecord(env, model.name, { id, values: stored });
  applyCommands(env, { model, id, pending }, writer);
  model.check?.(current(env, model, id), env);
  model.afterWrite?.(current(env, model, id), stored, env);
  return current(env, model, id);
}

const writer: Writer = { create: createRecord, write: writeRecord };

interface SortedValues {
  readonly stored: Values;
  /** Values of inherited fields by the many2one that leads to them. */
  readonly through: ReadonlyMap<string, RawValues>;
  readonly pending: readonly PendingCommand[];
}

function sortValues(env: Environment, model: Model, raw: RawValues): SortedValues {
  const stored: Record<string, FieldValue> = {};
  const through = new Map<string, Record<string, unknown>>();
  const pending: PendingCommand[] = [];
  for (const [name, input] of Object.entries(raw)) {
    const field = fieldOf(env, model, name);
    if (field === undefined) throw invalidField(model.name, name);
    if (field.related !== undefined) routeThrough(through, field.related, input);
    else if (isToMany(field)) pending.push({ name, field, commands: input });
    else if (field.store && name !== "id") stored[name] = convertValue(env, model, { name, field, input });
  }
  return { stored, through, pending };
}

function routeThrough(through: Map<string, Record<string, unknown>>, path: string, input: unknown): void {
  const [via = "", ...rest] = path.split(".");
  if (rest.length !== 1) return;
  through.set(via, { ...through.get(via), [rest.join(".")]: input });
}

function writeThrough(
  env: Environment,
  model: Model,
  { record, via, values }: { record: OdooRecord; via: string; values: RawValues },
): void {
  const target = fieldOf(env, model, via)?.relation;
  const id = record[via];
  if (target !== undefined && typeof id === "number") writeRecord(env, modelOf(env, target), { id, values });
}

function createDelegate(env: Environment, model: Model, { stored, through }: SortedValues): Values {
  if (model.inherits === undefined) return {};
  const { model: target, via } = model.inherits;
  const values = through.get(via) ?? {};
  const existing = stored[via];
  if (typeof existing === "number") {
    if (Object.keys(values).length > 0) writeRecord(env, modelOf(env, target), { id: existing, values });
    return {};
  }
  const inner = { ...env, context: { ...env.context, create_product_product: false } };
  return { [via]: createRecord(inner, modelOf(env, target), values).id };
}

function defaults(env: Environment, model: Model, input: RawValues): RawValues {
  const entries = Object.entries(model.fields).flatMap(([name, field]): [string, unknown][] => {
    if (name in input || field.default === undefined) return [];
    return [[name, typeof field.default === "function" ? field.default(env) : field.default]];
  });
  return Object.fromEntries(entries);
}

function requireMandatory(
  env: Environment,
  model: Model,
  { values, pending }: { values: Values; pending: readonly PendingCommand[] },
): void {
  for (const [name, field] of Object.entries(model.fields)) {
    if (!field.required || !field.store || isToMany(field) || isMandatoryMet(field, values[name])) continue;
    if (pending.some((one) => one.name === name)) continue;
    throw mandatoryFieldError(model, { name, string: field.string });
  }
}

function requireKept(env: Environment, model: Model, values: Values): void {
  for (const [name, value] of Object.entries(values)) {
    const field = fieldOf(env, model, name);
    if (field?.required === true && !isMandatoryMet(field, value)) throw mandatoryFieldError(model, { name, string: field.string });
  }
}

function isMandatoryMet(field: Field, value: FieldValue | undefined): boolean {
  if (["float", "integer", "monetary", "boolean"].includes(field.type)) return true;
  return value !== undefined && value !== false && value !== "";
}

function current(env: Environment, model: Model, id: number): OdooRecord {
  const record = browse(env, model.name, id);
  if (record === undefined) throw missingError(model.name, id, env.uid);
  return record;
}
