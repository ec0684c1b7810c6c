import type { Field, FieldType } from "./schema.js";

/** What may be said of a field beyond its type and label. */
export type FieldOptions = Partial<Omit<Field, "type" | "string" | "relation" | "inverseField">>;

const make = (type: FieldType, string: string, options: FieldOptions = {}): Field => ({
  type,
  string,
  required: false,
  readonly: false,
  store: options.compute === undefined && options.related === undefined,
  isSearchable: options.compute === undefined || options.store === true,
  ...options,
});

/** A line of text. */
export const char = (string: string, options?: FieldOptions): Field => make("char", string, options);
/** Text over lines. */
export const text = (string: string, options?: FieldOptions): Field => make("text", string, options);
/** Formatted text. */
export const html = (string: string, options?: FieldOptions): Field => make("html", string, options);
/** A whole number. */
export const integer = (string: string, options?: FieldOptions): Field => make("integer", string, options);
/** A number. */
export const float = (string: string, options?: FieldOptions): Field => make("float", string, options);
/** An amount in the record's currency. */
export const monetary = (string: string, options?: FieldOptions): Field => make("monetary", string, options);
/** True or false. */
export const boolean = (string: string, options?: FieldOptions): Field => make("boolean", string, options);
/** A day. */
export const date = (string: string, options?: FieldOptions): Field => make("date", string, options);
/** A moment in UTC with one second resolution. */
export const datetime = (string: string, options?: FieldOptions): Field => make("datetime", string, options);
/** One of a few words. */
export const selection = (string: string, choices: readonly (readonly [string, string])[], options?: FieldOptions): Field => ({
  ...make("selection", string, options),
  selection: choices,
});
/** A link to one record. */
export const many2one = (string: string, relation: string, options?: FieldOptions): Field => ({
  ...make("many2one", string, options),
  relation,
});
/** Links to many records. */
export const many2many = (string: string, relation: string, options?: FieldOptions): Field => ({
  ...make("many2many", string, options),
  relation,
});
/** The records whose `inverseField` links here. */
export const one2many = (string: string, target: { model: string; inverseField: string }, options?: FieldOptions): Field => ({
  ...make("one2many", string, options),
  relation: target.model,
  inverseField: target.inverseField,
});

/** True for a field whose value is a list of ids. */
export const isToMany = ({ type }: Field): boolean => type === "one2many" || type === "many2many";
