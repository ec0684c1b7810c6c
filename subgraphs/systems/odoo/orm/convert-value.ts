import { python } from "./domain.js";
import { browse } from "./environment.js";
import { missingError, validationError, valueError } from "./odoo-error.js";
import type { FieldValue } from "./record.js";
import type { Environment, Field, Model } from "./schema.js";

/** A client's value for a plain field or a many2one, as it is stored; refuses what the server would refuse. */
export function convertValue(
  env: Environment,
  model: Model,
  { name, field, input }: { name: string; field: Field; input: unknown },
): FieldValue {
  if (input === null || input === undefined || input === false) return field.type === "boolean" ? false : emptyStored(field);
  switch (field.type) {
    case "boolean":
      return Boolean(input);
    case "integer":
    case "float":
    case "monetary":
      return convertNumber(field, input);
    case "selection":
      return convertSelection(model, { name, field, input });
    case "many2one":
      return convertLink(env, field, input);
    case "date":
      return convertDate(input, /^\d{4}-\d\d-\d\d/, 10);
    case "datetime":
      return convertDate(input, /^\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?/, 19);
    default:
      return typeof input === "string" ? input : String(input);
  }
}

function emptyStored(field: Field): FieldValue {
  return field.type === "float" || field.type === "integer" || field.type === "monetary" ? 0 : false;
}

function convertNumber(field: Field, input: unknown): number {
  const number = typeof input === "boolean" ? Number(input) : Number(typeof input === "string" && input.trim() === "" ? Number.NaN : input);
  if (Number.isNaN(number)) throw valueError(`could not convert string to float: ${python(input)}`);
  return field.type === "integer" ? Math.trunc(number) : number;
}

function convertSelection(model: Model, { name, field, input }: { name: string; field: Field; input: unknown }): string {
  const word = String(input);
  if (field.selection?.some(([value]) => value === word) !== true)
    throw valueError(`Wrong value for ${model.name}.${name}: ${python(input)}`);
  return word;
}

function convertLink(env: Environment, field: Field, input: unknown): FieldValue {
  const id: unknown = Array.isArray(input) ? input[0] : input;
  if (typeof id !== "number") throw valueError(`Wrong value for ${field.relation ?? ""}: ${python(input)}`);
  if (browse(env, field.relation ?? "", id) === undefined) throw missingError(field.relation ?? "", id, env.uid);
  return id;
}

function convertDate(input: unknown, shape: RegExp, length: number): string {
  const written = String(input);
  if (!shape.test(written) || Number.isNaN(Date.parse(written.slice(0, 10)))) {
    throw valueError(`time data ${python(input)} does not match format '%Y-%m-%d %H:%M:%S'`);
  }
  if (written.length > 19) throw validationError(`Datetime ${python(written)} carries a part that the server does not read.`);
  return length === 19 && written.length === 10 ? `${written} 00:00:00` : written.slice(0, length);
}
