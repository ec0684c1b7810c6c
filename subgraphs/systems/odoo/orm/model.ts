import { char, datetime, integer, many2one } from "./field.js";
import type { Field, Model, ModelOptions } from "./schema.js";

/** Completes a model with `id`, `display_name` and the log fields. */
export function defineModel(options: ModelOptions): Model {
  return {
    ...options,
    order: options.order ?? "id",
    fields: { ...logFields, ...options.fields },
  };
}

const logFields: Readonly<Record<string, Field>> = {
  id: integer("ID", { readonly: true }),
  display_name: char("Display Name", {
    readonly: true,
    compute: (records) => records.map(() => false),
  }),
  create_uid: many2one("Created by", "res.users", { readonly: true }),
  create_date: datetime("Created on", { readonly: true }),
  write_uid: many2one("Last Updated by", "res.users", { readonly: true }),
  write_date: datetime("Last Updated on", { readonly: true }),
};
