import { typeError } from "../orm/odoo-error.js";
import { python } from "../orm/domain.js";
import type { Context } from "../orm/schema.js";

/** Named arguments of one call, still unchecked. */
export type Arguments = Readonly<Record<string, unknown>>;

/** How a public method may be called. */
export interface Signature {
  readonly method: string;
  /** True when the first positional argument is the ids to work on. */
  readonly takesIds: boolean;
  readonly parameters: readonly string[];
}

/** A call with its arguments by name, its ids and its context. */
export interface BoundCall {
  readonly ids: readonly number[];
  readonly input: Arguments;
  readonly context: Context;
}

/** Joins positional and keyword arguments as Python would, and complains as Python would. */
export function bindArguments(signature: Signature, positional: readonly unknown[], keywords: Arguments): BoundCall {
  const { context, ...named } = keywords;
  const [first, ...others] = positional;
  const rest = signature.takesIds ? others : positional;
  if (rest.length > signature.parameters.length) {
    throw typeError(
      `${signature.method}() takes ${signature.parameters.length + 1} positional arguments but ${rest.length + 1} were given`,
    );
  }
  const input: Record<string, unknown> = Object.fromEntries(rest.map((value, index) => [signature.parameters[index] ?? "", value]));
  for (const [name, value] of Object.entries(named)) {
    if (!signature.parameters.includes(name)) throw typeError(`${signature.method}() got an unexpected keyword argument '${name}'`);
    if (name in input) throw typeError(`${signature.method}() got multiple values for argument '${name}'`);
    input[name] = value;
  }
  return { ids: signature.takesIds ? idList(first, signature) : [], input, context: contextIn(context) };
}

function idList(value: unknown, { method }: Signature): readonly number[] {
  if (value === undefined) throw typeError(`${method}() missing 1 required positional argument: 'ids'`);
  const list: unknown[] = Array.isArray(value) ? value : value === false ? [] : [value];
  return list.map((id) => {
    if (typeof id !== "number") throw typeError(`Wrong id for ${method}(): ${python(id)}`);
    return id;
  });
}

function contextIn(value: unknown): Context {
  return isMapping(value) ? value : {};
}

/** True for a JSON object. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A list of names, or `undefined` for none given. */
export function nameList(value: unknown): string[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return value.map((name) => String(name));
}

/** A whole number, or `undefined` for none given. */
export function countIn(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** A text, or `undefined` for none given. */
export function textArgument(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
