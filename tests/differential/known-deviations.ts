import { isAbstractType, Kind, visit, type DocumentNode, type GraphQLSchema, type SelectionSetNode } from "graphql";

/**
 * Whether an operation is one of those that `@apollo/gateway`'s own execution is known to answer wrongly. `deviations.test.ts` shows each with
 * the reason.
 */
export function isKnownDeviation(document: DocumentNode, schema: GraphQLSchema): boolean {
  return hasFragmentInAbstractFragment(document, schema) || isMutationInFragments(document);
}

function hasFragmentInAbstractFragment(document: DocumentNode, schema: GraphQLSchema): boolean {
  let has = false;
  const look = (condition: string | undefined, { selections }: SelectionSetNode): void => {
    const isAbstract = condition !== undefined && isAbstractType(schema.getType(condition));
    if (isAbstract && selections.some(({ kind }) => kind !== Kind.FIELD)) has = true;
  };
  visit(document, {
    InlineFragment: ({ typeCondition, selectionSet }) => look(typeCondition?.name.value, selectionSet),
    FragmentDefinition: ({ typeCondition, selectionSet }) => look(typeCondition.name.value, selectionSet),
  });
  return has;
}

function isMutationInFragments({ definitions }: DocumentNode): boolean {
  return definitions.some(
    (one) =>
      one.kind === Kind.OPERATION_DEFINITION &&
      one.operation === "mutation" &&
      one.selectionSet.selections.some(({ kind }) => kind !== Kind.FIELD),
  );
}
