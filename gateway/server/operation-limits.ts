import {
  getNamedType,
  getNullableType,
  GraphQLError,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type ASTVisitor,
  type FieldNode,
  type GraphQLNamedType,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
} from "graphql";

/** Levels of fields; a storefront's page takes six. */
const maxDepth = 20;

/** How often a list may hold itself: `variants { variants { … } }` multiplies with each level. */
const maxSelfNesting = 3;

/** Fields and fragments of an operation when its fragments are written out. */
const maxSelections = 2_000;

interface Place {
  readonly parent: GraphQLNamedType | undefined;
  readonly depth: number;
  /** Lists above, as `Type.field`. */
  readonly lists: readonly string[];
  /** Fragments above: another rule refuses circles, this one must only not run in them. */
  readonly spreads: readonly string[];
}

/**
 * A validation rule that refuses operations whose answer grows out of all proportion: too deep, too many fields, or lists inside themselves.
 * Introspection is not looked into: graphql-js bounds it.
 */
export function operationLimits(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition: (operation) => {
      const problem = findProblem(operation, context);
      if (problem !== undefined) context.reportError(problem);
      return undefined;
    },
  };
}

function findProblem(operation: OperationDefinitionNode, context: ValidationContext): GraphQLError | undefined {
  const root = context.getSchema().getRootType(operation.operation) ?? undefined;
  let selected = 0;
  const walkField = (node: FieldNode, place: Place): GraphQLError | undefined => {
    const name = node.name.value;
    if (name.startsWith("__")) return undefined;
    if (place.depth > maxDepth) return refusal(node, `"${name}" is more than ${maxDepth} levels deep; ask for the deeper ones apart.`);
    const field = isObjectType(place.parent) || isInterfaceType(place.parent) ? place.parent.getFields()[name] : undefined;
    const key = `${place.parent?.name}.${name}`;
    const isList = field !== undefined && isListType(getNullableType(field.type));
    const lists = isList ? [...place.lists, key] : place.lists;
    if (lists.filter((one) => one === key).length > maxSelfNesting)
      return refusal(node, `"${name}" is more than ${maxSelfNesting} times inside itself; ask for the deeper ones apart.`);
    return (
      node.selectionSet && walk(node.selectionSet, { ...place, parent: field && getNamedType(field.type), depth: place.depth + 1, lists })
    );
  };
  const walk = ({ selections }: SelectionSetNode, place: Place): GraphQLError | undefined => {
    for (const node of selections) {
      // Fragments count too: those that only spread others would otherwise be walked for ever.
      selected += 1;
      if (selected > maxSelections) return refusal(operation, `The operation has more than ${maxSelections} fields; ask for less at once.`);
      const problem = node.kind === Kind.FIELD ? walkField(node, place) : walkFragment(node, place);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
  const walkFragment = (node: Exclude<SelectionSetNode["selections"][number], FieldNode>, place: Place): GraphQLError | undefined => {
    const name = node.kind === Kind.FRAGMENT_SPREAD ? node.name.value : "";
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? context.getFragment(name) : node;
    if (!fragment || place.spreads.includes(name)) return undefined;
    const on = fragment.typeCondition?.name.value;
    const parent = on === undefined ? place.parent : (context.getSchema().getType(on) ?? undefined);
    return walk(fragment.selectionSet, { ...place, parent, spreads: name === "" ? place.spreads : [...place.spreads, name] });
  };
  return walk(operation.selectionSet, { parent: root, depth: 1, lists: [], spreads: [] });
}

function refusal(node: FieldNode | OperationDefinitionNode, message: string): GraphQLError {
  return new GraphQLError(message, { nodes: node });
}
