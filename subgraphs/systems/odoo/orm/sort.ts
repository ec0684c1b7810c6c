import { browse, fieldOf, modelOf } from "./environment.js";
import { displayName, fieldValues } from "./field-values.js";
import { isToMany } from "./field.js";
import { invalidField, userError } from "./odoo-error.js";
import type { FieldValue, OdooRecord } from "./record.js";
import type { Environment, Model } from "./schema.js";

const orderSpec =
  /^(\s*[a-z0-9_.]+(:[a-z_]+)?(\s+(desc|asc))?(\s+nulls\s+(first|last))?\s*,)*\s*[a-z0-9_.]+(:[a-z_]+)?(\s+(desc|asc))?(\s+nulls\s+(first|last))?\s*$/i;

/** Records in the order that a specification such as `write_date desc, id` asks for; nulls last, as in PostgreSQL. */
export function sortRecords(
  env: Environment,
  model: Model,
  { records, order }: { records: readonly OdooRecord[]; order: string },
): OdooRecord[] {
  const keys = parseOrder(env, model, order).map(({ field, isDescending }) => ({
    isDescending,
    values: sortValues(env, model, { records, name: field }),
  }));
  const compare = (left: number, right: number): number => {
    for (const { values, isDescending } of keys) {
      const difference = compareValues(values[left] ?? false, values[right] ?? false);
      if (difference !== 0) return isDescending ? -difference : difference;
    }
    return 0;
  };
  const positions = records.map((_record, index) => index).sort(compare);
  return positions.flatMap((position) => records[position] ?? []);
}

function parseOrder(env: Environment, model: Model, order: string): { field: string; isDescending: boolean }[] {
  if (!orderSpec.test(order)) {
    throw userError(
      `Invalid "order" specified (${order}). A valid "order" specification is a comma-separated list of valid field names (optionally followed by asc/desc for the direction)`,
    );
  }
  return order.split(",").map((part) => {
    const [field = "", direction = "asc"] = part.trim().split(/\s+/);
    const known = fieldOf(env, model, field);
    if (known === undefined || isToMany(known)) throw invalidField(model.name, field);
    return { field, isDescending: direction.toLowerCase() === "desc" };
  });
}

function sortValues(
  env: Environment,
  model: Model,
  { records, name }: { records: readonly OdooRecord[]; name: string },
): readonly FieldValue[] {
  const values = fieldValues(env, model, { records, name });
  const relation = fieldOf(env, model, name)?.relation;
  if (relation === undefined) return values;
  const target = modelOf(env, relation);
  // Records are sorted by what they link to as the linked model shows itself.
  return values.map((value) => {
    const linked = browse(env, relation, value);
    return linked === undefined ? false : displayName(env, target, linked);
  });
}

function compareValues(left: FieldValue, right: FieldValue): number {
  if (left === right) return 0;
  if (typeof left === "boolean" && typeof right === "boolean") return Number(left) - Number(right);
  if (left === false) return 1;
  if (right === false) return -1;
  return left < right ? -1 : 1;
}
