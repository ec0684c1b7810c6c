import {
  getNamedType,
  isAbstractType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from "graphql";
import { PLACEHOLDER_KEY } from "../operation/conditions.js";

/** The fragments of an operation, by name. */
export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** Fields of one object type by response key, in the order in which the client wrote them (GraphQL specification, section 6.3.2). */
export type CollectedFields = ReadonlyMap<string, readonly FieldNode[]>;

/** A type whose fields are selected: an object's, or an interface's where a subgraph has the interface as an object. */
export type SelectedType = GraphQLObjectType | GraphQLInterfaceType;

interface Collecting {
  readonly schema: GraphQLSchema;
  readonly type: SelectedType;
  readonly fragments: Fragments;
  readonly fields: Map<string, FieldNode[]>;
  readonly visited: Set<string>;
}

/** Collects the fields that selection sets ask of an object type. The operation has no `@skip` and `@include` any more. */
export function collectFields(
  selectionSets: readonly SelectionSetNode[],
  context: Pick<Collecting, "schema" | "type" | "fragments">,
): CollectedFields {
  const collecting: Collecting = { ...context, fields: new Map(), visited: new Set() };
  for (const selectionSet of selectionSets) collectFrom(selectionSet, collecting);
  return collecting.fields;
}

function collectFrom(selectionSet: SelectionSetNode, collecting: Collecting): void {
  for (const selection of selectionSet.selections) {
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      if (key === PLACEHOLDER_KEY) continue;
      collecting.fields.set(key, [...(collecting.fields.get(key) ?? []), selection]);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      if (applies(selection.typeCondition?.name.value, collecting)) collectFrom(selection.selectionSet, collecting);
    } else if (!collecting.visited.has(selection.name.value)) {
      collecting.visited.add(selection.name.value);
      const fragment = collecting.fragments.get(selection.name.value);
      if (fragment && applies(fragment.typeCondition.name.value, collecting)) collectFrom(fragment.selectionSet, collecting);
    }
  }
}

function applies(condition: string | undefined, { schema, type }: Collecting): boolean {
  if (condition === undefined || condition === type.name) return true;
  const wanted = getNamedType(schema.getType(condition));
  return wanted !== undefined && isAbstractType(wanted) && schema.isSubType(wanted, type);
}
