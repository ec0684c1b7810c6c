import { odooDatetime, type FieldValue, type OdooRecord, type Values } from "../orm/record.js";
import type { Environment } from "../orm/schema.js";

/** Puts records straight into the store: with their static defaults, but without the checks that a client's writes go through. */
export interface Planter {
  /** Returns the new id; `at` dates the record, some moment of the last months when absent. */
  readonly plant: (model: string, values: Values, at?: string) => number;
  /** ISO 8601 time as Odoo writes it. */
  readonly stamp: (iso: string) => string;
  readonly env: Environment;
}

/** A planter for one empty store. */
export function createPlanter(env: Environment): Planter {
  const defaultsOf = new Map<string, Values>();
  const staticDefaults = (model: string): Values => {
    const known = defaultsOf.get(model);
    if (known !== undefined) return known;
    const fields = Object.entries(env.registry.get(model)?.fields ?? {});
    const values = Object.fromEntries(
      fields.flatMap(([name, { default: value }]): [string, FieldValue][] =>
        value === undefined || typeof value === "function" ? [] : [[name, value]],
      ),
    );
    defaultsOf.set(model, values);
    return values;
  };
  const stamp = (iso: string): string => odooDatetime(new Date(iso));
  return {
    env,
    stamp,
    plant: (model, values, at) => {
      if (!env.registry.has(model)) throw new Error(`No model '${model}' to plant in.`);
      const collection = env.store.collection<OdooRecord>(model);
      const id = collection.nextId();
      const date = at === undefined ? odooDatetime(momentOf(id, env.now())) : stamp(at);
      collection.put(id, {
        create_uid: env.uid,
        create_date: date,
        write_uid: env.uid,
        write_date: date,
        ...staticDefaults(model),
        ...values,
        id,
      });
      return id;
    },
  };
}

const dayMs = 86_400_000;
const minuteMs = 60_000;

// A merchant's records were not all written in the moment in which somebody first looks.
function momentOf(id: number, now: Date): Date {
  return new Date(now.getTime() - dayMs - (id % 100_000) * minuteMs);
}
