import {
  getNamedType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLAbstractType,
  type GraphQLEnumType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type SelectionSetNode,
} from "graphql";
import { isObject, type DataObject } from "../run/execution.js";
import { collectFields, type SelectedType } from "./collect-fields.js";
import { typeSeenAs, type ShapeGround } from "./compile-shape.js";
import { quoted } from "./quoted.js";

/** One answer being written. */
export interface Writing {
  /** What was written of an object or a list that stands in several places, by how it was written. */
  readonly written: Map<object, Written>;
}

interface Written {
  readonly by: WriteValue;
  readonly text: string | undefined;
}

/**
 * Writes a fetched value as the client gets it, in JSON. `undefined` when a value does not fit its type: such an answer has errors, and is shaped
 * instead of written.
 */
export type WriteValue = (value: unknown, writing: Writing) => string | undefined;

/** Compiles the text of an object's fields, in the client's order. The same as its shape in JSON, without the objects in between. */
export function writeObject(type: SelectedType, selectionSets: readonly SelectionSetNode[], ground: ShapeGround): WriteValue {
  const fields = fieldsOf(type, selectionSets, ground);
  if (!fields.every(({ isLeaf }) => isLeaf)) return (source, writing) => (isObject(source) ? writeFields(fields, source, writing) : "null");
  // Entities that say nothing more stand in many places; what is below other objects is remembered by its lists.
  const write: WriteValue = (source, writing) => {
    if (!isObject(source)) return "null";
    const known = writing.written.get(source);
    if (known?.by === write) return known.text;
    const text = writeFields(fields, source, writing);
    writing.written.set(source, { by: write, text });
    return text;
  };
  return write;
}

interface FieldText {
  readonly key: string;
  /** What stands before the value: the brace or comma, and the key. */
  readonly before: string;
  readonly write: WriteValue;
  readonly isLeaf: boolean;
}

function fieldsOf(type: SelectedType, selectionSets: readonly SelectionSetNode[], ground: ShapeGround): readonly FieldText[] {
  const collected = collectFields(selectionSets, { ...ground, type });
  const writes = [...collected].flatMap(([key, nodes]): Pick<FieldText, "key" | "write" | "isLeaf">[] => {
    const name = nodes[0]?.name.value ?? key;
    if (name === "__typename") return [{ key, write: constant(JSON.stringify(type.name)), isLeaf: true }];
    if (name === "__schema" || name === "__type") return [{ key, write: scalar, isLeaf: true }];
    const field = type.getFields()[name];
    if (field === undefined) return [];
    const below = nodes.flatMap((node) => (node.selectionSet ? [node.selectionSet] : []));
    return [{ key, write: compileText(field.type, below, ground), isLeaf: isLeafType(getNamedType(field.type)) }];
  });
  return writes.map((one, index) => ({ ...one, before: `${index === 0 ? "{" : ","}${JSON.stringify(one.key)}:` }));
}

function writeFields(fields: readonly FieldText[], source: DataObject, writing: Writing): string | undefined {
  if (fields.length === 0) return "{}";
  let text = "";
  for (const { key, before, write } of fields) {
    const value = write(source[key], writing);
    if (value === undefined) return undefined;
    text += before + value;
  }
  return `${text}}`;
}

function constant(text: string): WriteValue {
  return () => text;
}

function compileText(type: GraphQLOutputType, selectionSets: readonly SelectionSetNode[], ground: ShapeGround): WriteValue {
  if (isNonNullType(type)) return nonNull(compileText(type.ofType, selectionSets, ground));
  if (isListType(type)) return list(compileText(type.ofType, selectionSets, ground));
  if (isEnumType(type)) return enumeration(type);
  if (isLeafType(type)) return scalar;
  if (isObjectType(type)) return concrete(type, selectionSets, ground);
  return abstract(type, selectionSets, ground);
}

const scalar: WriteValue = (value) => {
  if (typeof value === "string") return quoted(value);
  if (value === undefined) return "null";
  return JSON.stringify(value);
};

function nonNull(write: WriteValue): WriteValue {
  return (value, writing) => {
    const text = write(value, writing);
    return text === "null" ? undefined : text;
  };
}

function list(write: WriteValue): WriteValue {
  const writeList: WriteValue = (value, writing) => {
    if (!Array.isArray(value)) return "null";
    const known = writing.written.get(value);
    if (known?.by === writeList) return known.text;
    const text = writeItems(value, write, writing);
    writing.written.set(value, { by: writeList, text });
    return text;
  };
  return writeList;
}

function writeItems(values: readonly unknown[], write: WriteValue, writing: Writing): string | undefined {
  if (values.length === 0) return "[]";
  let text = "";
  for (const value of values) {
    const item = write(value, writing);
    if (item === undefined) return undefined;
    text += (text === "" ? "[" : ",") + item;
  }
  return `${text}]`;
}

function enumeration(type: GraphQLEnumType): WriteValue {
  const texts = new Map(type.getValues().map(({ name }) => [name, `"${name}"`]));
  return (value) => {
    if (value === undefined || value === null) return "null";
    return typeof value === "string" ? texts.get(value) : undefined;
  };
}

function concrete(type: GraphQLObjectType, selectionSets: readonly SelectionSetNode[], ground: ShapeGround): WriteValue {
  // Compiled when first met, as the shape is.
  let compiled: WriteValue | undefined;
  return (value, writing) => {
    if (!isObject(value)) return "null";
    compiled ??= writeObject(type, selectionSets, ground);
    return compiled(value, writing);
  };
}

function abstract(type: GraphQLAbstractType, selectionSets: readonly SelectionSetNode[], ground: ShapeGround): WriteValue {
  const writes = new Map<unknown, WriteValue>();
  const writeAs = (typename: unknown): WriteValue => {
    const known = writes.get(typename);
    if (known !== undefined) return known;
    const seen = typeSeenAs(typename, type, ground);
    const write = seen === undefined ? constant("null") : writeObject(seen, selectionSets, ground);
    writes.set(typename, write);
    return write;
  };
  return (value, writing) => (isObject(value) ? writeAs(value.__typename)(value, writing) : "null");
}
