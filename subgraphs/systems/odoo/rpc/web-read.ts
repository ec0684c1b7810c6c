import { browseAll, fieldOf, modelOf } from "../orm/environment.js";
import { fieldValues } from "../orm/field-values.js";
import { invalidField, typeError } from "../orm/odoo-error.js";
import { python } from "../orm/domain.js";
import { idsIn, type FieldValue, type OdooRecord } from "../orm/record.js";
import type { Environment, Field, Model } from "../orm/schema.js";
import { sortRecords } from "../orm/sort.js";
import { isMapping, nameList } from "./arguments.js";

/** Fields to read, each with what to read of the records it links to: `{ order_line: { fields: { name: {} } } }`. */
export type Specification = Readonly<Record<string, unknown>>;

/**
 * Reads records with what hangs on them in one call, as the server's own web client does (module web, `web_read`, Odoo 17 and later).
 * A link without `fields` is its id; a list without `fields` is its ids.
 */
export function webRead(
  env: Environment,
  model: Model,
  { records, specification }: { records: readonly OdooRecord[]; specification: Specification },
): object[] {
  const shown: Record<string, unknown>[] = records.map(({ id }) => ({ id }));
  for (const [name, detail] of Object.entries(specification)) {
    const field = fieldOf(env, model, name);
    if (field === undefined) throw invalidField(model.name, name);
    const values = fieldValues(env, model, { records, name });
    const show = shower(env, field, { values, detail: isMapping(detail) ? detail : {} });
    shown.forEach((row, index) => (row[name] = show(values[index] ?? false)));
  }
  return shown;
}

/** The specification of a call; complains as the server does when it is none. */
export function specificationIn(value: unknown): Specification {
  if (!isMapping(value)) throw typeError(`specification must be a mapping, not ${python(value)}`);
  return value;
}

function shower(
  env: Environment,
  field: Field,
  { values, detail }: { values: readonly FieldValue[]; detail: Specification },
): (value: FieldValue) => unknown {
  if (field.relation === undefined || !isMapping(detail["fields"])) return (value) => value;
  const target = modelOf(env, field.relation);
  const linked = browseAll(env, target.name, [...new Set(values.flatMap(idsIn))]);
  const read = webRead(env, target, { records: linked, specification: detail["fields"] });
  const byId = new Map(linked.map(({ id }, index) => [id, read[index]]));
  if (field.type === "many2one") return (value) => (typeof value === "number" ? (byId.get(value) ?? false) : false);
  const order = nameList([detail["order"]].filter((one) => typeof one === "string"))?.[0] ?? target.order;
  const rank = new Map(sortRecords(env, target, { records: linked, order }).map(({ id }, index) => [id, index]));
  const limit = typeof detail["limit"] === "number" ? detail["limit"] : undefined;
  const sorted = (value: FieldValue): number[] => [...idsIn(value)].sort((left, right) => (rank.get(left) ?? 0) - (rank.get(right) ?? 0));
  // Beyond the limit a record is named but not read.
  return (value) => sorted(value).flatMap((id, index) => (limit !== undefined && index >= limit ? { id } : (byId.get(id) ?? [])));
}
