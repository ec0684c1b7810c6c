import type { Rewrite } from "../plan/plan-nodes.js";
import { isObject } from "./execution.js";
import type { FitsType } from "./type-conditions.js";

/** Applies rewrites to data, in place. */
export function applyRewrites(data: unknown, rewrites: readonly Rewrite[], fitsType: FitsType): void {
  for (const rewrite of rewrites) apply(data, rewrite, { at: 0, fitsType });
}

function apply(value: unknown, rewrite: Rewrite, { at, fitsType }: { at: number; fitsType: FitsType }): void {
  if (Array.isArray(value)) {
    for (const item of value) apply(item, rewrite, { at, fitsType });
    return;
  }
  const step = rewrite.path[at];
  if (step === undefined || !isObject(value)) return;
  const isLast = at === rewrite.path.length - 1;
  if (step.kind === "key") {
    if (isLast) change(value, step.name, rewrite);
    else apply(value[step.name], rewrite, { at: at + 1, fitsType });
    return;
  }
  const { __typename: typename } = value;
  const fits = typeof typename !== "string" || step.names.some((name) => fitsType(typename, name));
  if (fits) apply(value, rewrite, { at: at + 1, fitsType });
}

function change(object: Record<string, unknown>, key: string, { kind, value }: Rewrite): void {
  if (kind === "set") {
    if (key in object) object[key] = value;
    return;
  }
  if (!(key in object)) return;
  object[String(value)] = object[key];
  Reflect.deleteProperty(object, key);
}
