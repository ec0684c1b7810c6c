import { getVariableValues, isAbstractType, Kind, visit, type DocumentNode, type GraphQLSchema, type SelectionSetNode } from "graphql";
import { decideConditions, PLACEHOLDER_KEY } from "../../gateway/engine/operation/conditions.js";
import { operationOf, type Operation } from "./answer.js";

/**
 * Whether an operation is one of those that `@apollo/gateway`'s own execution is known to answer wrongly. `deviations.test.ts` shows each with
 * the reason.
 */
export function isKnownDeviation(operation: Operation, schema: GraphQLSchema): boolean {
  const { document } = operation;
  return hasFragmentInAbstractFragment(document, schema) || isMutationInFragments(document) || hasEmptiedSelection(operation, schema);
}

/** A fragment within a fragment on an interface or a union: the inner one's fields are lost where the plan asks for no type name. */
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

/** Mutations in fragments: its plan does not keep their order. */
function isMutationInFragments(document: DocumentNode): boolean {
  const { operation, selectionSet } = operationOf(document);
  return operation === "mutation" && selectionSet.selections.some(({ kind }) => kind !== Kind.FIELD);
}

/** A field of which conditions leave no member: it answers null for the object. */
function hasEmptiedSelection({ document, variables }: Operation, schema: GraphQLSchema): boolean {
  const { coerced = {} } = getVariableValues(schema, operationOf(document).variableDefinitions ?? [], variables);
  let has = false;
  visit(decideConditions(document, coerced), {
    Field: ({ alias }) => {
      if (alias?.value === PLACEHOLDER_KEY) has = true;
    },
  });
  return has;
}
