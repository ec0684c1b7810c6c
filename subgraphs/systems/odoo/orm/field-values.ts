import { allRecords, browseAll, fieldOf, modelOf, requireField } from "./environment.js";
import { isToMany } from "./field.js";
import { idsIn, type FieldValue, type OdooRecord } from "./record.js";
import type { Environment, Field, Model } from "./schema.js";

/** The values of one field for a batch of records, in their order: stored, computed, related or from the other side. */
export function fieldValues(
  env: Environment,
  model: Model,
  { records, name }: { records: readonly OdooRecord[]; name: string },
): readonly FieldValue[] {
  const field = requireField(env, model, name);
  if (name === "display_name") return records.map((record) => displayName(env, model, record));
  if (field.related !== undefined) return relatedValues(env, model, { records, path: field.related });
  if (field.type === "one2many" && field.compute === undefined) return inverseIds(env, field, records);
  if (field.compute !== undefined) return field.compute(records, env);
  return records.map((record) => record[name] ?? emptyValue(field));
}

/** The value of one field of one record. */
export function valueOf(env: Environment, model: string, { record, name }: { record: OdooRecord; name: string }): FieldValue {
  return fieldValues(env, modelOf(env, model), { records: [record], name })[0] ?? false;
}

/** How a record is shown where others link to it. */
export function displayName(env: Environment, model: Model, record: OdooRecord): string {
  if (model.displayName !== undefined) return model.displayName(record, env);
  const name = fieldOf(env, model, "name") ? fieldValues(env, model, { records: [record], name: "name" })[0] : undefined;
  return typeof name === "string" ? name : `${model.name},${record.id}`;
}

/** What a field holds when nothing was ever written. */
export function emptyValue(field: Field): FieldValue {
  if (isToMany(field)) return [];
  return field.type === "float" || field.type === "integer" || field.type === "monetary" ? 0 : false;
}

function relatedValues(
  env: Environment,
  model: Model,
  { records, path }: { records: readonly OdooRecord[]; path: string },
): readonly FieldValue[] {
  const [head = "", ...rest] = path.split(".");
  const links = fieldValues(env, model, { records, name: head });
  if (rest.length === 0) return links;
  const target = modelOf(env, requireField(env, model, head).relation ?? "");
  const linked = browseAll(env, target.name, [...new Set(links.flatMap(idsIn))]);
  const values = relatedValues(env, target, { records: linked, path: rest.join(".") });
  const byId = new Map(linked.map((record, index) => [record.id, values[index] ?? false]));
  return links.map((link) => byId.get(idsIn(link)[0] ?? 0) ?? false);
}

function inverseIds(env: Environment, field: Field, records: readonly OdooRecord[]): readonly FieldValue[] {
  const idsByOwner = new Map<number, number[]>(records.map((record) => [record.id, []]));
  for (const other of allRecords(env, field.relation ?? "")) {
    if (other["active"] === false) continue;
    const owner = other[field.inverseField ?? ""];
    if (typeof owner === "number") idsByOwner.get(owner)?.push(other.id);
  }
  return records.map((record) => idsByOwner.get(record.id) ?? []);
}
