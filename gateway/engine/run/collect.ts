import type { PathStep } from "../plan/plan-nodes.js";
import { isObject, type DataObject } from "./execution.js";
import type { FitsType } from "./type-conditions.js";

/** An object in the data, with where it stands in the response. */
export interface Located {
  readonly object: DataObject;
  readonly path: readonly (string | number)[];
}

/**
 * The objects at the end of a path, each once however often it is reached. It goes level by level, and what several objects share is walked
 * once: the ways to an object multiply with each level, the objects do not.
 */
export function collect(data: DataObject, path: readonly PathStep[], fitsType: FitsType): Set<DataObject> {
  let level: Set<object> = new Set([data]);
  for (const step of path) {
    const below = new Set<object>();
    for (const value of level) descend(value, { step, fitsType }, below);
    level = below;
  }
  const found = new Set<DataObject>();
  for (const value of level) addObjects(value, found);
  return found;
}

interface Descent {
  readonly step: PathStep;
  readonly fitsType: FitsType;
}

function descend(value: unknown, descent: Descent, below: Set<object>): void {
  const { step, fitsType } = descent;
  if (Array.isArray(value)) {
    // A list that the path does not name is walked as well: planners leave the mark of a list out under type conditions.
    if (step.kind === "list") for (const item of value) addPresent(item, below);
    else for (const item of value) descend(item, descent, below);
    return;
  }
  if (!isObject(value)) return;
  if (step.kind === "field") addPresent(value[step.name], below);
  else if (step.kind === "list" || hasTypeAmong(value, step.names, fitsType)) below.add(value);
}

function addPresent(value: unknown, below: Set<object>): void {
  if (typeof value === "object" && value !== null) below.add(value);
}

function addObjects(value: unknown, found: Set<DataObject>): void {
  if (Array.isArray(value)) for (const item of value) addObjects(item, found);
  else if (isObject(value)) found.add(value);
}

interface Walk {
  readonly path: readonly PathStep[];
  readonly at: number;
  readonly fitsType: FitsType;
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
