import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  print,
  type FieldNode,
  type GraphQLSchema,
  type GraphQLType,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import type { Fragments } from "../shape/collect-fields.js";

/** One step to a field: its response key, and the types that its parent may have. Where these are not known, any. */
export interface WrittenStep {
  readonly key: string;
  readonly parents: ReadonlySet<string> | undefined;
}

/** A field with where it is written, and what it asks. */
export interface WrittenField {
  readonly steps: readonly WrittenStep[];
  readonly name: string;
  /** The arguments, in a form that is the same for the same question; `undefined` where it is not known which they are. */
  readonly args: string | undefined;
}

/** Where a selection set stands. */
export interface WrittenPlace {
  readonly schema: GraphQLSchema;
  readonly fragments: Fragments;
  readonly parent: string | undefined;
  readonly above: readonly WrittenStep[];
}

/** Every field below a selection set, each time that it is written. */
export function writtenFields({ selections }: SelectionSetNode, place: WrittenPlace): WrittenField[] {
  return selections.flatMap((one) => writtenIn(one, place));
}

function writtenIn(selection: SelectionNode, place: WrittenPlace): WrittenField[] {
  if (selection.kind === Kind.FIELD) return fieldAndBelow(selection, place);
  const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : place.fragments.get(selection.name.value);
  if (!fragment) return [];
  return writtenFields(fragment.selectionSet, { ...place, parent: fragment.typeCondition?.name.value ?? place.parent });
}

function fieldAndBelow(node: FieldNode, place: WrittenPlace): WrittenField[] {
  const { schema, parent, above } = place;
  const steps = [
    ...above,
    { key: node.alias?.value ?? node.name.value, parents: parent === undefined ? undefined : possibleTypes(schema, parent) },
  ];
  const field: WrittenField = { steps, name: node.name.value, args: argumentsOf(node) };
  if (!node.selectionSet) return [field];
  const below = writtenFields(node.selectionSet, { ...place, above: steps, parent: typeOfField(schema, parent, node.name.value) });
  return [field, ...below];
}

function argumentsOf({ arguments: given = [] }: FieldNode): string {
  const written = given.map((one) => print(one)).toSorted();
  return `(${written.join(", ")})`;
}

/** The types that an object may have where a type condition holds: those of the condition, an interface's own name among them. */
export function possibleTypes(schema: GraphQLSchema, name: string): ReadonlySet<string> {
  const type = schema.getType(name);
  return new Set(isAbstractType(type) ? [name, ...schema.getPossibleTypes(type).map((one) => one.name)] : [name]);
}

function typeOfField(schema: GraphQLSchema, parent: string | undefined, name: string): string | undefined {
  const type = parent === undefined ? undefined : schema.getType(parent);
  const found: GraphQLType | undefined =
    isCompositeType(type) && (isObjectType(type) || "getFields" in type) ? type.getFields()[name]?.type : undefined;
  return found && getNamedType(found).name;
}
