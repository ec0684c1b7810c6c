import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  valueFromASTUntyped,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
} from "graphql";

/** An operation whose cost is asked. */
export interface CostedOperation {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

const connectionCost = 2;
const mutationCost = 10;

/** The most that an operation can cost: objects 1, connections 2 and their page size times a node, mutations 10, scalars nothing (https://shopify.dev/docs/api/usage/limits). */
export function requestedCost(costed: CostedOperation): number {
  return rootCost(costed, { kind: "requested" });
}

/** What the operation cost, by the objects in its answer. */
export function actualCost(costed: CostedOperation, data: unknown): number {
  return rootCost(costed, { kind: "actual", value: data });
}

/** Either a guess before execution, or what came out at this place of the answer. */
type Measure = { readonly kind: "requested" } | { readonly kind: "actual"; readonly value: unknown };

function rootCost(costed: CostedOperation, measure: Measure): number {
  const root = costed.schema.getRootType(costed.operation.operation);
  return root ? selectionCost(costed, { selections: costed.operation.selectionSet.selections, type: root, measure }) : 0;
}

interface Selected {
  readonly selections: readonly SelectionNode[];
  readonly type: GraphQLNamedType;
  readonly measure: Measure;
}

function selectionCost(costed: CostedOperation, { selections, type, measure }: Selected): number {
  let fields = 0;
  const fragments: number[] = [];
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) fields += fieldCost(costed, selection, { type, measure });
    else fragments.push(fragmentCost(costed, selection, { type, measure }));
  }
  // Of the possible types of an abstract one only the dearest is charged.
  return fields + (isAbstractType(type) ? Math.max(0, ...fragments) : fragments.reduce((sum, one) => sum + one, 0));
}

interface Place {
  readonly type: GraphQLNamedType;
  readonly measure: Measure;
}

function fragmentCost(costed: CostedOperation, node: Exclude<SelectionNode, FieldNode>, { type, measure }: Place): number {
  const fragment = node.kind === Kind.FRAGMENT_SPREAD ? costed.fragments.get(node.name.value) : node;
  const on = fragment?.typeCondition ? costed.schema.getType(fragment.typeCondition.name.value) : type;
  return fragment && on ? selectionCost(costed, { selections: fragment.selectionSet.selections, type: on, measure }) : 0;
}

function fieldCost(costed: CostedOperation, node: FieldNode, { type, measure }: Place): number {
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
  const named = field && getNamedType(field.type);
  if (field === undefined || !isCompositeType(named)) return 0;
  const inner = step(measure, node.alias?.value ?? node.name.value);
  if (inner === undefined) return 0;
  const selections = node.selectionSet?.selections ?? [];
  const cost = (one: Measure): number => selectionCost(costed, { selections, type: named, measure: one });
  if (named.name === "PageInfo") return 0;
  if (named.name.endsWith("Connection")) return connectionCost + pageCost(costed, { node, field, inner, named });
  if (type === costed.schema.getMutationType()) return mutationCost + cost(inner);
  if (inner.kind === "actual" && Array.isArray(inner.value)) return listCost(inner.value, { isPage: node.name.value === "nodes", cost });
  return 1 + cost(inner);
}

/** A page is charged by its nodes; any other list is one object, however long it is. */
function listCost(values: readonly unknown[], { isPage, cost }: { isPage: boolean; cost: (one: Measure) => number }): number {
  const costs = values.map((value) => cost({ kind: "actual", value }));
  return isPage ? costs.reduce((sum, one) => sum + 1 + one, 0) : 1 + Math.max(0, ...costs);
}

interface Page {
  readonly node: FieldNode;
  readonly field: GraphQLField<unknown, unknown>;
  readonly inner: Measure;
  readonly named: GraphQLNamedType;
}

/** Nodes of a page, asked for as `nodes` or as `edges { node }`; edges themselves are free. */
function pageCost(costed: CostedOperation, { node, inner, named }: Page): number {
  const size = pageSize(costed, node);
  let cost = 0;
  for (const selection of node.selectionSet?.selections ?? []) {
    if (selection.kind !== Kind.FIELD) cost += fragmentCost(costed, selection, { type: named, measure: inner });
    else if (selection.name.value === "nodes") cost += nodesCost(costed, { page: selection, type: named, measure: inner, size });
    else if (selection.name.value === "edges") cost += edgesCost(costed, { page: selection, type: named, measure: inner, size });
  }
  return cost;
}

interface PagePart extends Place {
  readonly page: FieldNode;
  readonly size: number;
}

function nodesCost(costed: CostedOperation, { page, type, measure, size }: PagePart): number {
  const inner = step(measure, page.alias?.value ?? page.name.value);
  if (inner === undefined) return 0;
  if (inner.kind === "requested") return size * fieldCost(costed, page, { type, measure });
  return fieldCost(costed, page, { type, measure });
}

function edgesCost(costed: CostedOperation, { page, type, measure, size }: PagePart): number {
  const edges = isObjectType(type) ? type.getFields()["edges"] : undefined;
  const inner = step(measure, page.alias?.value ?? page.name.value);
  if (edges === undefined || inner === undefined) return 0;
  const edge = getNamedType(edges.type);
  const selections = page.selectionSet?.selections ?? [];
  if (inner.kind === "requested") return size * selectionCost(costed, { selections, type: edge, measure: inner });
  const values: readonly unknown[] = Array.isArray(inner.value) ? inner.value : [];
  return values.reduce(
    (sum: number, value) => sum + selectionCost(costed, { selections, type: edge, measure: { kind: "actual", value } }),
    0,
  );
}

function pageSize({ variables }: CostedOperation, node: FieldNode): number {
  const argument = node.arguments?.find(({ name }) => name.value === "first" || name.value === "last");
  const size = argument ? valueFromASTUntyped(argument.value, { ...variables }) : 0;
  return typeof size === "number" ? size : 0;
}

/** The measure one response key deeper; `undefined` when the answer has no such key, because a directive left it out. */
function step(measure: Measure, key: string): Measure | undefined {
  if (measure.kind === "requested") return measure;
  const { value } = measure;
  if (typeof value !== "object" || value === null || !(key in value)) return undefined;
  return { kind: "actual", value: Object.entries(value).find(([one]) => one === key)?.[1] };
}
