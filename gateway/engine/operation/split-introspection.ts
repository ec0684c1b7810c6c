import { Kind, visit, type DocumentNode, type OperationDefinitionNode, type SelectionSetNode } from "graphql";
import type { Fragments } from "../shape/collect-fields.js";

/** An operation parted in what the schema itself answers and what subgraphs do. */
export interface SplitOperation {
  /** Asks subgraphs; `undefined` when nothing is left for them. */
  readonly fetched: DocumentNode | undefined;
  /** Asks the schema; `undefined` when the operation asks nothing of it. */
  readonly introspection: DocumentNode | undefined;
}

const schemaFields = new Set(["__schema", "__type"]);

/** Parts an operation at its root: `__schema` and `__type` are answered here, `__typename` of a root type by the shape. */
export function splitIntrospection(document: DocumentNode, operation: OperationDefinitionNode, fragments: Fragments): SplitOperation {
  const names = rootFields(operation.selectionSet, fragments);
  const asksSchema = names.some((name) => schemaFields.has(name));
  const asksSubgraphs = names.some((name) => !name.startsWith("__"));
  return {
    fetched: asksSubgraphs ? (asksSchema ? keep(document, operation, (name) => !schemaFields.has(name)) : document) : undefined,
    introspection: asksSchema ? keep(document, operation, (name) => schemaFields.has(name)) : undefined,
  };
}

function rootFields(selectionSet: SelectionSetNode, fragments: Fragments): string[] {
  return selectionSet.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    const below = selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragments.get(selection.name.value)?.selectionSet;
    return below ? rootFields(below, fragments) : [];
  });
}

// Root fields inside fragments are left where they are: only fields written at the root itself are parted, which is how tools ask.
function keep(document: DocumentNode, operation: OperationDefinitionNode, isKept: (name: string) => boolean): DocumentNode {
  const selections = operation.selectionSet.selections.filter((one) => one.kind !== Kind.FIELD || isKept(one.name.value));
  return visit(document, {
    OperationDefinition: (node) => (node === operation ? { ...node, selectionSet: { ...node.selectionSet, selections } } : undefined),
  });
}
