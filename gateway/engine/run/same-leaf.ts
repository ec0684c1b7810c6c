import type { DataObject } from "./execution.js";

/** Whether an object has neither objects nor lists below it. */
export function isLeaf(object: DataObject): boolean {
  for (const key in object) {
    const value = object[key];
    if (typeof value === "object" && value !== null) return false;
  }
  return true;
}

/** Whether an object says the same as another one that is a leaf, no more and no less. */
export function isSameLeaf(object: DataObject, leaf: DataObject): boolean {
  let keys = 0;
  for (const key in object) {
    const value = object[key];
    if (value === undefined || value !== leaf[key]) return false;
    keys += 1;
  }
  for (const _key in leaf) keys -= 1;
  return keys === 0;
}
