import { fieldNames, requireField } from "../orm/environment.js";
import type { Environment, Field, Model } from "../orm/schema.js";

/** What `fields_get` answers: the attributes of each field, all or only those named. */
export function describeFields(
  env: Environment,
  model: Model,
  { names, attributes }: { names: readonly string[] | undefined; attributes: readonly string[] | undefined },
): Readonly<Record<string, unknown>> {
  const wanted = fieldNames(env, model).filter((name) => names === undefined || names.includes(name));
  return Object.fromEntries(wanted.map((name) => [name, pick(describe(name, requireField(env, model, name)), attributes)]));
}

function describe(name: string, field: Field): Readonly<Record<string, unknown>> {
  return {
    name,
    type: field.type,
    string: field.string,
    required: field.required,
    readonly: field.readonly,
    store: field.store,
    searchable: field.isSearchable,
    ...(field.relation !== undefined && { relation: field.relation }),
    ...(field.inverseField !== undefined && { relation_field: field.inverseField }),
    ...(field.selection !== undefined && { selection: field.selection }),
  };
}

function pick(all: Readonly<Record<string, unknown>>, attributes: readonly string[] | undefined): Readonly<Record<string, unknown>> {
  if (attributes === undefined) return all;
  return Object.fromEntries(Object.entries(all).filter(([name]) => attributes.includes(name)));
}
