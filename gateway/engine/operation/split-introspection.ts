import { Kind, separateOperations, visit, type DocumentNode, type OperationDefinitionNode } from "graphql";

/** An operation parted in what the schema itself answers and what subgraphs do. */
export interface SplitOperation {
  /** Asks subgraphs; `undefined` when nothing is left for them. */
  readonly fetched: DocumentNode | undefined;
  /** Asks the schema; `undefined` when the operation asks nothing of it. */
  readonly introspection: DocumentNode | undefined;
}

const schemaFields = new Set(["__schema", "__type"]);

/** Parts an operation whose root fields stand at its root: `__schema` and `__type` are answered here, `__typename` of a root type by the shape. */
export function splitIntrospection(document: DocumentNode, operation: OperationDefinitionNode): SplitOperation {
  const names = operation.selectionSet.selections.flatMap((one) => (one.kind === Kind.FIELD ? [one.name.value] : []));
  const asksSchema = names.some((name) => schemaFields.has(name));
  const asksSubgraphs = names.some((name) => !name.startsWith("__"));
  return {
    fetched: asksSubgraphs ? (asksSchema ? keep(document, operation, (name) => !schemaFields.has(name)) : document) : undefined,
    introspection: asksSchema ? keep(document, operation, (name) => schemaFields.has(name)) : undefined,
  };
}

function keep(document: DocumentNode, operation: OperationDefinitionNode, isKept: (name: string) => boolean): DocumentNode {
  const selections = operation.selectionSet.selections.filter((one) => one.kind !== Kind.FIELD || isKept(one.name.value));
  const kept = visit(document, {
    OperationDefinition: (node) => (node === operation ? { ...node, selectionSet: { ...node.selectionSet, selections } } : undefined),
  });
  // What only the other part uses would be refused as unused.
  return separateOperations(kept)[operation.name?.value ?? ""] ?? kept;
}
