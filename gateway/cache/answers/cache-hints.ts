import { Kind, parse, type ConstDirectiveNode, type DefinitionNode } from "graphql";

/** What `@cacheControl` says of a type or a field. */
export interface CacheHint {
  /** Milliseconds. */
  readonly maxAgeMs: number | undefined;
  readonly isPrivate: boolean;
  /** Whether it may be kept as long as what it hangs on. */
  readonly inherits: boolean;
}

/** Hints by `Type` and by `Type.field`. */
export type CacheHints = ReadonlyMap<string, CacheHint>;

/**
 * Reads the `@cacheControl(maxAge, scope, inheritMaxAge)` hints of a supergraph, which carries them when its subgraphs compose that directive
 * (`@composeDirective`, Federation 2.1). `maxAge` is in seconds, as Apollo's directive has it.
 */
export function readCacheHints(supergraphSdl: string): CacheHints {
  const hints = new Map<string, CacheHint>();
  // Most supergraphs have none, and should not be parsed once more for that.
  if (!supergraphSdl.includes("@cacheControl(")) return hints;
  for (const definition of parse(supergraphSdl, { noLocation: true }).definitions) addHints(definition, hints);
  return hints;
}

function addHints(definition: DefinitionNode, hints: Map<string, CacheHint>): void {
  const isType =
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.INTERFACE_TYPE_DEFINITION ||
    definition.kind === Kind.UNION_TYPE_DEFINITION;
  if (!isType) return;
  const add = (name: string, directives: readonly ConstDirectiveNode[] = []): void => {
    const hint = directives.find((one) => one.name.value === "cacheControl");
    if (hint) hints.set(name, hintOf(hint));
  };
  add(definition.name.value, definition.directives);
  if (definition.kind === Kind.UNION_TYPE_DEFINITION) return;
  for (const field of definition.fields ?? []) add(`${definition.name.value}.${field.name.value}`, field.directives);
}

function hintOf(directive: ConstDirectiveNode): CacheHint {
  const valueOf = (name: string) => directive.arguments?.find((one) => one.name.value === name)?.value;
  const [maxAge, scope, inherits] = [valueOf("maxAge"), valueOf("scope"), valueOf("inheritMaxAge")];
  return {
    maxAgeMs: maxAge?.kind === Kind.INT ? Number(maxAge.value) * 1000 : undefined,
    isPrivate: scope?.kind === Kind.ENUM && scope.value === "PRIVATE",
    inherits: inherits?.kind === Kind.BOOLEAN && inherits.value,
  };
}
