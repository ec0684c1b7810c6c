import { Kind, visit, type DirectiveNode, type DocumentNode, type SelectionNode, type SelectionSetNode } from "graphql";

/** Names of the variables on which `@skip` and `@include` depend in a document. */
export function conditionalVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: (node) => {
      const value = isCondition(node) ? node.arguments?.find((one) => one.name.value === "if")?.value : undefined;
      if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names].toSorted();
}

/**
 * The document with its conditions decided: what is skipped is gone, what is included has no directive left. A selection set that loses all
 * its members keeps one under a key that no client can write, since a plan needs one.
 */
export function decideConditions(document: DocumentNode, variables: Readonly<Record<string, unknown>>): DocumentNode {
  return visit(document, {
    SelectionSet: (node): SelectionSetNode | undefined => {
      const kept = node.selections.filter((one) => isIncluded(one, variables));
      if (kept.length === node.selections.length) return undefined;
      return { ...node, selections: kept.length > 0 ? kept : [placeholder] };
    },
    Directive: (node) => (isCondition(node) ? null : undefined),
  });
}

/** Response key of the member that an emptied selection set keeps. */
export const PLACEHOLDER_KEY = "__passerelle_nothing";

const placeholder: SelectionNode = {
  kind: Kind.FIELD,
  alias: { kind: Kind.NAME, value: PLACEHOLDER_KEY },
  name: { kind: Kind.NAME, value: "__typename" },
};

function isCondition(node: DirectiveNode): boolean {
  return node.name.value === "skip" || node.name.value === "include";
}

function isIncluded(selection: SelectionNode, variables: Readonly<Record<string, unknown>>): boolean {
  return (selection.directives ?? []).filter(isCondition).every((directive) => {
    const value = directive.arguments?.find((one) => one.name.value === "if")?.value;
    const isTrue = value?.kind === Kind.VARIABLE ? variables[value.name.value] === true : value?.kind === Kind.BOOLEAN && value.value;
    return directive.name.value === "skip" ? !isTrue : isTrue;
  });
}
