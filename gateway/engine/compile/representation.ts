import type { Requirement } from "../plan/plan-nodes.js";
import { isObject, type DataObject } from "../run/execution.js";
import type { FitsType } from "../run/type-conditions.js";

/** Picks an object's representation; `undefined` when the object is of another type, or lacks what the representation needs. */
export type PickRepresentation = (object: DataObject) => DataObject | undefined;

/** Stands for a value that an earlier step failed to fetch. */
const missing = Symbol("missing");

type Pick = (object: DataObject, into: DataObject) => boolean;

/** Compiles a fetch's requirements to a function. */
export function compileRepresentation(requires: readonly Requirement[], fitsType: FitsType): PickRepresentation {
  const pick = compileAll(requires, fitsType);
  return (object) => {
    const representation: DataObject = {};
    if (!pick(object, representation)) return undefined;
    return "__typename" in representation ? representation : undefined;
  };
}

// All parts that apply must be there; the answer tells whether they were.
function compileAll(requires: readonly Requirement[], fitsType: FitsType): Pick {
  const picks = requires.map((one) => compileOne(one, fitsType));
  return (object, into) => {
    for (const pick of picks) if (!pick(object, into)) return false;
    return true;
  };
}

function compileOne(requirement: Requirement, fitsType: FitsType): Pick {
  if (requirement.kind === "fragment") {
    const pick = compileAll(requirement.selections, fitsType);
    const { type } = requirement;
    return (object, into) => {
      const typename = object.__typename;
      const applies = type === "" || (typeof typename === "string" && fitsType(typename, type));
      return applies ? pick(object, into) : true;
    };
  }
  const { read, write, selections } = requirement;
  const pickBelow = selections && compileAll(selections, fitsType);
  return (object, into) => {
    const value = pickBelow ? valueBelow(object[read], pickBelow) : object[read];
    if (value === undefined || value === missing) return false;
    into[write] = value;
    return true;
  };
}

function valueBelow(value: unknown, pick: Pick): unknown {
  if (value === null || value === undefined) return value;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => valueBelow(item, pick));
    return items.includes(missing) || items.includes(undefined) ? missing : items;
  }
  if (!isObject(value)) return value;
  const below: DataObject = {};
  return pick(value, below) ? below : missing;
}
