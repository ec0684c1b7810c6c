import { browse, browseAll, fieldNames, fieldOf, modelOf } from "./environment.js";
import { displayName, fieldValues } from "./field-values.js";
import { invalidField, missingError } from "./odoo-error.js";
import { idsIn, type FieldValue, type OdooRecord } from "./record.js";
import type { Environment, Field, Model } from "./schema.js";

/** What `read` shows: a many2one as `[id, display_name]`, lists of ids, `false` for nothing. */
export type Shown = Readonly<Record<string, unknown>>;

/** Reads fields of records; `names` absent reads all of them, `linksAsPairs` false leaves a many2one as its id. */
export function readRecords(
  env: Environment,
  model: Model,
  { records, names, linksAsPairs = true }: { records: readonly OdooRecord[]; names?: readonly string[]; linksAsPairs?: boolean },
): Shown[] {
  const wanted = names ?? fieldNames(env, model);
  for (const name of wanted) if (fieldOf(env, model, name) === undefined) throw invalidField(model.name, name);
  const shown: Record<string, unknown>[] = records.map(({ id }) => ({ id }));
  for (const name of wanted) {
    if (name === "id") continue;
    const values = showValues(env, fieldOf(env, model, name), { values: fieldValues(env, model, { records, name }), linksAsPairs });
    shown.forEach((row, index) => (row[name] = values[index]));
  }
  return shown;
}

/** The records of these ids; complains as the server does when one of several is gone. */
export function requireRecords(env: Environment, model: Model, ids: readonly number[]): OdooRecord[] {
  const missing = ids.find((id) => browse(env, model.name, id) === undefined);
  if (missing !== undefined) throw missingError(model.name, missing, env.uid);
  return browseAll(env, model.name, ids);
}

/** A link as clients see it. */
export function showLink(env: Environment, model: string, id: FieldValue): readonly [number, string] | false {
  const [linked] = idsIn(id).flatMap((one) => browse(env, model, one) ?? []);
  return linked === undefined ? false : [linked.id, displayName(env, modelOf(env, model), linked)];
}

function showValues(
  env: Environment,
  field: Field | undefined,
  { values, linksAsPairs }: { values: readonly FieldValue[]; linksAsPairs: boolean },
): readonly unknown[] {
  if (field?.type !== "many2one" || !linksAsPairs) return values;
  const links = new Map<FieldValue, readonly [number, string] | false>();
  return values.map((value) => {
    const link = links.get(value) ?? showLink(env, field.relation ?? "", value);
    links.set(value, link);
    return link;
  });
}
