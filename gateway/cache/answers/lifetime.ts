import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import type { CacheHints } from "./cache-hints.js";

/** How long an operation's answer may be kept, and by whom. */
export interface Lifetime {
  /** Milliseconds; 0 when it must not be kept. */
  readonly maxAgeMs: number;
  /** Whether it is nobody's but its viewer's. */
  readonly isPrivate: boolean;
}

/** What lifetimes are found by. */
export interface LifetimeGround {
  readonly document: DocumentNode;
  /** The schema that clients see. */
  readonly schema: GraphQLSchema;
  readonly hints: CacheHints;
  /** What holds for root fields and objects without a hint, in milliseconds. */
  readonly defaultMs: number;
}

/**
 * The lifetime of an operation's answer: the shortest of its fields', private when one of them is. A field's own hint goes before its type's; a
 * scalar without one lives as long as its object (the rules of Apollo's `@cacheControl`). What `@skip` may leave out counts too.
 */
export function lifetimeOf(operation: OperationDefinitionNode, ground: LifetimeGround): Lifetime {
  const root = ground.schema.getRootType(operation.operation);
  const walk: Walk = { ...ground, fragments: fragmentsIn(ground.document), shortest: undefined, isPrivate: false };
  if (root) walkSelections(operation.selectionSet, root, walk);
  return { maxAgeMs: walk.shortest ?? 0, isPrivate: walk.isPrivate };
}

interface Walk extends LifetimeGround {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  shortest: number | undefined;
  isPrivate: boolean;
}

function fragmentsIn({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])));
}

// Validation has refused fragments in circles and operations that grow out of proportion.
function walkSelections({ selections }: SelectionSetNode, parent: GraphQLNamedType, walk: Walk): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      walkField(selection, parent, walk);
      continue;
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? walk.fragments.get(selection.name.value) : selection;
    if (!fragment) continue;
    const on = fragment.typeCondition?.name.value;
    walkSelections(fragment.selectionSet, (on === undefined ? undefined : walk.schema.getType(on)) ?? parent, walk);
  }
}

function walkField({ name, selectionSet }: FieldNode, parent: GraphQLNamedType, walk: Walk): void {
  const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name.value] : undefined;
  if (!field) return;
  const type = getNamedType(field.type);
  const own = walk.hints.get(`${parent.name}.${name.value}`);
  const ofType = walk.hints.get(type.name);
  walk.isPrivate ||= (own?.isPrivate ?? false) || (ofType?.isPrivate ?? false);
  const inherits = own?.inherits === true || ofType?.inherits === true;
  const isRoot = rootTypes(walk.schema).includes(parent);
  const fallback = isRoot || (isCompositeType(type) && !inherits) ? walk.defaultMs : undefined;
  shorten(walk, own?.maxAgeMs ?? ofType?.maxAgeMs ?? fallback);
  if (selectionSet) walkSelections(selectionSet, type, walk);
}

function rootTypes(schema: GraphQLSchema): readonly (GraphQLNamedType | null | undefined)[] {
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
}

function shorten(walk: Walk, maxAgeMs: number | undefined): void {
  if (maxAgeMs !== undefined) walk.shortest = Math.min(walk.shortest ?? maxAgeMs, maxAgeMs);
}
