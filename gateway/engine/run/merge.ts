import { isObject, type DataObject } from "./execution.js";
import type { FitsType } from "./type-conditions.js";

/**
 * Merges what a subgraph answered into what is there. What is new is taken over as it is, without a copy, so objects that stand in several
 * places stay shared and are filled once; where both sides have an object or a list, they are merged member by member. Of two type names the
 * more exact one stays: a subgraph that has an interface as an object names the interface.
 */
export function merge(target: DataObject, source: DataObject, fitsType: FitsType): void {
  if (target === source) return;
  for (const key in source) {
    const incoming = source[key];
    const present = target[key];
    if (present === undefined || present === null) target[key] = incoming;
    else if (typeof incoming === "object" && incoming !== null) mergeValue(present, incoming, fitsType);
    else if (key === "__typename" && isExacter(incoming, present, fitsType)) target[key] = incoming;
  }
}

function isExacter(incoming: unknown, present: unknown, fitsType: FitsType): boolean {
  return typeof incoming === "string" && typeof present === "string" && fitsType(incoming, present);
}

function mergeValue(present: unknown, incoming: object, fitsType: FitsType): void {
  if (isObject(present) && isObject(incoming)) return merge(present, incoming, fitsType);
  if (!Array.isArray(present) || !Array.isArray(incoming)) return;
  incoming.forEach((item: unknown, index) => {
    if (typeof item === "object" && item !== null) mergeValue(present[index], item, fitsType);
  });
}
