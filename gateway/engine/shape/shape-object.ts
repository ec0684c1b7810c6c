import type { GraphQLSchema, SelectionSetNode } from "graphql";
import type { DataObject } from "../run/execution.js";
import { collectFields, type Fragments, type SelectedType } from "./collect-fields.js";
import { compileValue, placeBelow, type Place, type ShapeValue, type Shaping } from "./shape-value.js";

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
