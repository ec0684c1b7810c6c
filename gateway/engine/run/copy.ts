import { isObject, type DataObject } from "./execution.js";

/** A copy of data from a subgraph, all the way down. */
export function copyOf(object: DataObject): DataObject {
  const copy: DataObject = {};
  for (const key in object) copy[key] = copyOfValue(object[key]);
  return copy;
}

function copyOfValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOfValue);
  return isObject(value) ? copyOf(value) : value;
}
