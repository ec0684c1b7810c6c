import type { PathStep } from "../plan/plan-nodes.js";
import { isObject, type DataObject } from "./execution.js";
import type { FitsType } from "./type-conditions.js";

/** An object in the data, with where it stands in the response. */
export interface Located {
  readonly object: DataObject;
  readonly path: readonly (string | number)[];
}

/** Takes an object of the data and answers with the one that is to stand in its place: itself, or another one that says the same. */
export type Visit = (object: DataObject) => DataObject;

/** What a walk along a path is made with. */
export interface Collecting {
  readonly path: readonly PathStep[];
  readonly fitsType: FitsType;
}

/**
 * Visits the objects at the end of a path. It goes level by level, and what several objects share is walked once: the ways to an object multiply
 * with each level, the objects do not. An object that several others hold is visited once for each of these.
 */
export function visitObjects(data: DataObject, { path, fitsType }: Collecting, visit: Visit): void {
  // The last step to something else; what follows are conditions on what is found there.
  const last = path.findLastIndex(({ kind }) => kind !== "types");
  if (last < 0) {
    if (fitsAll(data, path, fitsType)) visit(data);
    return;
  }
  let level: Set<object> = new Set([data]);
  for (const step of path.slice(0, last)) {
    const below = new Set<object>();
    for (const value of level) descend(value, { step, fitsType }, below);
    level = below;
  }
  const [step, ...conditions] = path.slice(last);
  if (step === undefined) return;
  const take: Visit = conditions.length === 0 ? visit : (object) => (fitsAll(object, conditions, fitsType) ? visit(object) : object);
  for (const value of level) visitBelow(value, step, take);
}

function fitsAll(object: DataObject, conditions: readonly PathStep[], fitsType: FitsType): boolean {
  return conditions.every((step) => step.kind !== "types" || hasTypeAmong(object, step.names, fitsType));
}

function visitBelow(value: unknown, step: PathStep, visit: Visit): void {
  if (Array.isArray(value)) {
    if (step.kind === "list") visitItems(value, visit);
    else for (const item of value) visitBelow(item, step, visit);
    return;
  }
  if (!isObject(value)) return;
  if (step.kind !== "field") {
    visit(value);
    return;
  }
  const below = value[step.name];
  if (Array.isArray(below)) visitItems(below, visit);
  else if (isObject(below)) {
    const standing = visit(below);
    if (standing !== below) value[step.name] = standing;
  }
}

function visitItems(items: unknown[], visit: Visit): void {
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index];
    if (Array.isArray(item)) visitItems(item, visit);
    else if (isObject(item)) {
      const standing = visit(item);
      if (standing !== item) items[index] = standing;
    }
  }
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
