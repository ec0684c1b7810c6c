import { Kind, separateOperations, visit, type DocumentNode, type GraphQLObjectType, type GraphQLSchema } from "graphql";
import { collectFields, type Fragments } from "../shape/collect-fields.js";

/**
 * The document with the root fields of its one operation written at the root, in the order in which they are executed (GraphQL specification,
 * section 6.3.2). For mutations that order is what the client asked for, and a planner need not keep it across fragments.
 */
export function flattenRoot(document: DocumentNode, root: GraphQLObjectType, schema: GraphQLSchema): DocumentNode {
  const fragments = fragmentsOf(document);
  let isFlat = true;
  const flat = visit(document, {
    OperationDefinition: (node) => {
      if (node.selectionSet.selections.every(({ kind }) => kind === Kind.FIELD)) return false;
      isFlat = false;
      const fields = collectFields([node.selectionSet], { schema, type: root, fragments });
      return fields.size === 0 ? false : { ...node, selectionSet: { ...node.selectionSet, selections: [...fields.values()].flat() } };
    },
    FragmentDefinition: () => false,
  });
  return isFlat ? document : withUsedFragments(flat);
}

/** The fragments that a document defines. */
export function fragmentsOf({ definitions }: DocumentNode): Fragments {
  return new Map(definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])));
}

// A fragment of which only the members were taken over may now be used nowhere, which validation would refuse.
function withUsedFragments(document: DocumentNode): DocumentNode {
  const [alone] = Object.values(separateOperations(document));
  return alone ?? document;
}
