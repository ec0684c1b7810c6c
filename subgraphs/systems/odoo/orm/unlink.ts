import { allRecords, browse } from "./environment.js";
import { missingError, restrictedDelete } from "./odoo-error.js";
import type { OdooRecord } from "./record.js";
import type { Environment, Model } from "./schema.js";

/** Deletes one record with the lines that hang on it; refuses when a required link elsewhere needs it. */
export function unlinkRecord(env: Environment, model: Model, id: number): void {
  const record = browse(env, model.name, id);
  if (record === undefined) throw missingError(model.name, id, env.uid);
  model.beforeUnlink?.(record, env);
  for (const field of Object.values(model.fields)) {
    if (field.type === "one2many" && field.compute === undefined)
      unlinkLines(env, id, { model: field.relation ?? "", inverse: field.inverseField ?? "" });
  }
  refuseWhenNeeded(env, model, id);
  env.store.collection<OdooRecord>(model.name).delete(id);
}

function unlinkLines(env: Environment, owner: number, { model, inverse }: { model: string; inverse: string }): void {
  const target = env.registry.get(model);
  if (target?.fields[inverse]?.required !== true) return;
  for (const line of allRecords(env, model)) if (line[inverse] === owner) unlinkRecord(env, target, line.id);
}

function refuseWhenNeeded(env: Environment, model: Model, id: number): void {
  for (const other of env.registry.values()) {
    for (const [name, field] of Object.entries(other.fields)) {
      if (field.relation !== model.name || field.type !== "many2one" || !field.required || !field.store) continue;
      const holder = env.store.collection<OdooRecord>(other.name).find((record) => record[name] === id);
      if (holder !== undefined) throw restrictedDelete(other, `${other.name.replaceAll(".", "_")}_${name}_fkey`);
    }
  }
}
