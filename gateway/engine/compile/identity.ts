import type { FieldRequirement, Requirement } from "../plan/plan-nodes.js";
import type { DataObject } from "../run/execution.js";
import type { FitsType } from "../run/type-conditions.js";
import { compileRepresentation } from "./representation.js";

/**
 * A text that two objects share exactly when their representations are the same; `undefined` when an object has no representation. It is
 * cheaper than the representation itself, and most objects are only found to be known already.
 */
export type Identify = (object: DataObject) => string | undefined;

/** Compiles a fetch's requirements to a function that tells objects apart. */
export function compileIdentity(requires: readonly Requirement[], fitsType: FitsType): Identify {
  if (!requires.every(isFlat)) {
    const pick = compileRepresentation(requires, fitsType);
    return (object) => {
      const representation = pick(object);
      return representation && JSON.stringify(representation);
    };
  }
  return compileAll(requires, fitsType);
}

function isFlat(requirement: Requirement): boolean {
  return requirement.kind === "field" ? requirement.selections === undefined : requirement.selections.every(isFlat);
}

function compileAll(requires: readonly Requirement[], fitsType: FitsType): Identify {
  const parts = requires.map((one) => compileOne(one, fitsType));
  return (object) => {
    let identity = "";
    for (const part of parts) {
      const text = part(object);
      if (text === undefined) return undefined;
      identity += text;
    }
    return identity;
  };
}

function compileOne(requirement: Requirement, fitsType: FitsType): Identify {
  if (requirement.kind === "field") return field(requirement);
  const below = compileAll(requirement.selections, fitsType);
  const { type } = requirement;
  return (object) => {
    const typename = object.__typename;
    const applies = type === "" || (typeof typename === "string" && fitsType(typename, type));
    return applies ? below(object) : "";
  };
}

function field({ read, write }: FieldRequirement): Identify {
  return (object) => {
    const value = object[read];
    if (value === undefined) return undefined;
    // A string tells its length, so that nothing inside it can pass for the next member.
    return typeof value === "string" ? `${write}"${value.length}:${value}` : `${write}=${JSON.stringify(value)};`;
  };
}
