import { browse } from "./environment.js";
import { missingError } from "./odoo-error.js";
import { odooDatetime, type OdooRecord, type Values } from "./record.js";
import type { Environment } from "./schema.js";

/** Changes stored values as the server's own code does: no constraint, no hook, but the stamp moves. */
export function patchRecord(env: Environment, model: string, { id, values }: { id: number; values: Values }): OdooRecord {
  const before = browse(env, model, id);
  if (before === undefined) throw missingError(model, id, env.uid);
  const stamp = { write_uid: env.uid, write_date: odooDatetime(env.now()) };
  return env.store.collection<OdooRecord>(model).put(id, { ...before, ...values, ...stamp, id });
}
