import {
  isEnumType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLAbstractType,
  type GraphQLEnumType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from "graphql";
import { isObject, type DataObject } from "../run/execution.js";
import { collectFields, type Fragments, type SelectedType } from "./collect-fields.js";

/** Where a value stands: its key, and the place above. Written out only for an error. */
export interface Place {
  readonly above: Place | undefined;
  readonly key: string | number;
}

/** What shaping found wrong. */
export interface Misfit {
  readonly place: Place | undefined;
  readonly problem: string;
}

/** One answer under way. */
export interface Shaping {
  readonly misfits: Misfit[];
  /**
   * Lists as they were shaped last: what stands in several places is shaped once. `undefined` while misfits are told with their places, since
   * then each place counts.
   */
  readonly shaped: Map<readonly unknown[], ShapedList> | undefined;
}

/** A list that was shaped, and how. */
export interface ShapedList {
  readonly shape: ShapeValue;
  readonly items: unknown[] | null;
}

/** The place of a key below another place; none is made while nobody asks for places. */
export function placeBelow(above: Place | undefined, key: string | number, { shaped }: Shaping): Place | undefined {
  return shaped === undefined ? { above, key } : undefined;
}

/** Turns a fetched value into what the client gets; `undefined` says that a null must not stand here and the object above becomes null. */
export type ShapeValue = (value: unknown, place: Place | undefined, shaping: Shaping) => unknown;

/** Compiles the shape of a field's type under its selections. */
export function compileValue(type: GraphQLOutputType, selectionSets: readonly SelectionSetNode[], ground: ShapeGround): ShapeValue {
  if (isNonNullType(type)) return nonNull(compileValue(type.ofType, selectionSets, ground), String(type));
  if (isListType(type)) return list(compileValue(type.ofType, selectionSets, ground));
  if (isEnumType(type)) return enumeration(type);
  if (isLeafType(type)) return leaf;
  if (isObjectType(type)) return concrete(type, selectionSets, ground);
  return abstract(type, selectionSets, ground);
}

const leaf: ShapeValue = (value) => (value === undefined ? null : value);

function nonNull(shape: ShapeValue, type: string): ShapeValue {
  return (value, place, shaping) => {
    const shaped = shape(value, place, shaping);
    if (shaped !== null) return shaped;
    shaping.misfits.push({ place, problem: `Cannot return null for a field of type ${type}.` });
    return undefined;
  };
}

function list(shape: ShapeValue): ShapeValue {
  return (value, place, shaping) => {
    if (!Array.isArray(value)) return null;
    const known = shaping.shaped?.get(value);
    if (known?.shape === shape) return known.items;
    const items = shapeItems(value, shape, { place, shaping });
    shaping.shaped?.set(value, { shape, items });
    return items;
  };
}

function shapeItems(
  values: readonly unknown[],
  shape: ShapeValue,
  { place, shaping }: { readonly place: Place | undefined; readonly shaping: Shaping },
): unknown[] | null {
  const items: unknown[] = new Array(values.length);
  for (let index = 0; index < values.length; index += 1) {
    const item = shape(values[index], placeBelow(place, index, shaping), shaping);
    if (item === undefined) return null;
    items[index] = item;
  }
  return items;
}

function enumeration(type: GraphQLEnumType): ShapeValue {
  const names = new Set(type.getValues().map((one) => one.name));
  return (value, place, shaping) => {
    if (value === undefined || value === null) return null;
    if (typeof value === "string" && names.has(value)) return value;
    shaping.misfits.push({ place, problem: `A subgraph answered with a value that the enum ${type.name} does not have.` });
    return null;
  };
}

function concrete(type: GraphQLObjectType, selectionSets: readonly SelectionSetNode[], ground: ShapeGround): ShapeValue {
  // Compiled when first met: a type may lead back to itself only as deep as the operation goes, but most branches are never walked.
  let compiled: ObjectShape | undefined;
  return (value, place, shaping) => {
    if (!isObject(value)) return null;
    compiled ??= shapeObject(type, selectionSets, ground);
    return compiled(value, place, shaping) ?? null;
  };
}

function abstract(type: GraphQLAbstractType, selectionSets: readonly SelectionSetNode[], ground: ShapeGround): ShapeValue {
  const shapes = new Map<unknown, ObjectShape | undefined>();
  const shapeOf = (typename: unknown): ObjectShape | undefined => {
    if (!shapes.has(typename)) {
      const seen = typeSeenAs(typename, type, ground);
      shapes.set(typename, seen && shapeObject(seen, selectionSets, ground));
    }
    return shapes.get(typename);
  };
  return (value, place, shaping) => (isObject(value) ? (shapeOf(value.__typename)?.(value, place, shaping) ?? null) : null);
}

/**
 * The type as which an object is seen that names its type so. A subgraph that has an interface as an object (`@interfaceObject`) answers with the
 * interface's name; a plan that needs no type asks for none.
 */
export function typeSeenAs(typename: unknown, type: GraphQLAbstractType, { schema }: ShapeGround): SelectedType | undefined {
  const members = schema.getPossibleTypes(type);
  const named = members.find((one) => one.name === typename);
  if (named) return named;
  if (typename === undefined) return members.length === 1 || !isInterfaceType(type) ? members[0] : type;
  const seen = typeof typename === "string" ? schema.getType(typename) : undefined;
  return isInterfaceType(seen) ? seen : undefined;
}

/** What shapes are compiled with. */
export interface ShapeGround {
  /** The schema that clients see. */
  readonly schema: GraphQLSchema;
  readonly fragments: Fragments;
}

/** Shapes one object; `undefined` when a field that must not be null is. */
export type ObjectShape = (source: DataObject, place: Place | undefined, shaping: Shaping) => DataObject | undefined;

interface FieldShape {
  readonly key: string;
  readonly shape: ShapeValue;
}

/** Compiles the fields that an operation asks of an object type, in the client's order. */
export function shapeObject(type: SelectedType, selectionSets: readonly SelectionSetNode[], ground: ShapeGround): ObjectShape {
  const collected = collectFields(selectionSets, { ...ground, type });
  const fields = [...collected].flatMap(([key, nodes]): FieldShape[] => {
    const name = nodes[0]?.name.value ?? key;
    if (name === "__typename") return [{ key, shape: () => type.name }];
    if (name === "__schema" || name === "__type") return [{ key, shape: (value) => value ?? null }];
    const field = type.getFields()[name];
    if (field === undefined) return [];
    const below = nodes.flatMap((node) => (node.selectionSet ? [node.selectionSet] : []));
    return [{ key, shape: compileValue(field.type, below, ground) }];
  });
  return (source, place, shaping) => {
    const shaped: DataObject = {};
    for (const { key, shape } of fields) {
      const value = shape(source[key], placeBelow(place, key, shaping), shaping);
      if (value === undefined) return undefined;
      shaped[key] = value;
    }
    return shaped;
  };
}
