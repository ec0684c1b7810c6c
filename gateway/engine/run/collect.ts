import type { PathStep } from "../plan/plan-nodes.js";
import { isObject, type DataObject } from "./execution.js";
import type { FitsType } from "./type-conditions.js";

/** An object in the data, with where it stands in the response. */
export interface Located {
  readonly object: DataObject;
  readonly path: readonly (string | number)[];
}

/** The objects at the end of a path, each once however often it is reached. */
export function collect(data: DataObject, path: readonly PathStep[], fitsType: FitsType): Set<DataObject> {
  const found = new Set<DataObject>();
  walk(data, { path, at: 0, fitsType }, (object) => found.add(object));
  return found;
}

interface Walk {
  readonly path: readonly PathStep[];
  readonly at: number;
  readonly fitsType: FitsType;
}

function walk(value: unknown, { path, at, fitsType }: Walk, visit: (object: DataObject) => void): void {
  const step = path[at];
  if (Array.isArray(value)) {
    // A list that the path does not name is walked as well: planners leave the mark of a list out under type conditions.
    const rest = { path, at: step?.kind === "list" ? at + 1 : at, fitsType };
    for (const item of value) walk(item, rest, visit);
    return;
  }
  if (!isObject(value)) return;
  if (step === undefined) return visit(value);
  const rest = { path, at: at + 1, fitsType };
  if (step.kind === "field") return walk(value[step.name], rest, visit);
  if (step.kind === "list" || hasTypeAmong(value, step.names, fitsType)) walk(value, rest, visit);
}

function hasTypeAmong(object: DataObject, names: readonly string[], fitsType: FitsType): boolean {
  const typename = object.__typename;
  return typeof typename === "string" && names.some((name) => fitsType(typename, name));
}

/** The same objects with their places, every place of an object: for errors, which tell where they are. */
export function locate(data: DataObject, path: readonly PathStep[], fitsType: FitsType): Located[] {
  const found: Located[] = [];
  walkPlaces({ value: data, place: [] }, { path, at: 0, fitsType }, found);
  return found;
}

function walkPlaces(
  { value, place }: { value: unknown; place: readonly (string | number)[] },
  { path, at, fitsType }: Walk,
  found: Located[],
): void {
  const step = path[at];
  if (Array.isArray(value)) {
    const rest = { path, at: step?.kind === "list" ? at + 1 : at, fitsType };
    value.forEach((item: unknown, index) => walkPlaces({ value: item, place: [...place, index] }, rest, found));
    return;
  }
  if (!isObject(value)) return;
  if (step === undefined) {
    found.push({ object: value, path: place });
    return;
  }
  const rest = { path, at: at + 1, fitsType };
  if (step.kind === "field") return walkPlaces({ value: value[step.name], place: [...place, step.name] }, rest, found);
  if (step.kind === "list" || hasTypeAmong(value, step.names, fitsType)) walkPlaces({ value, place }, rest, found);
}
