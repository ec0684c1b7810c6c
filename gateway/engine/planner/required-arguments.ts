import { isObjectType, Kind, parse, print, type ConstDirectiveNode, type GraphQLSchema, type SelectionSetNode } from "graphql";
import type { WrittenField } from "./written-fields.js";

/**
 * The arguments with which fields of entities require others, by the path of the required one ("category.averagePrice"): as the supergraph's
 * `@join__field(requires:)` says, for those of the fields that stand directly on an entity.
 */
export function requiredArguments(fields: readonly WrittenField[], depth: number, schema: GraphQLSchema): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { steps, name } of fields) {
    if (steps.length !== depth + 1) continue;
    for (const parent of steps[depth]?.parents ?? [])
      for (const selections of requirementsOf(schema, parent, name)) note(selections, "", found);
  }
  return found;
}

function requirementsOf(schema: GraphQLSchema, parent: string, name: string): SelectionSetNode[] {
  const type = schema.getType(parent);
  const directives = isObjectType(type) ? (type.getFields()[name]?.astNode?.directives ?? []) : [];
  return directives.flatMap((one) => {
    const written = requiresOf(one);
    const operation = written === undefined ? undefined : parse(`{ ${written} }`, { noLocation: true }).definitions[0];
    return operation?.kind === Kind.OPERATION_DEFINITION ? [operation.selectionSet] : [];
  });
}

function requiresOf({ name, arguments: given = [] }: ConstDirectiveNode): string | undefined {
  const value = name.value === "join__field" ? given.find((one) => one.name.value === "requires")?.value : undefined;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function note({ selections }: SelectionSetNode, above: string, found: Map<string, string>): void {
  for (const one of selections) {
    if (one.kind === Kind.INLINE_FRAGMENT) note(one.selectionSet, above, found);
    if (one.kind !== Kind.FIELD) continue;
    const path = `${above}${one.name.value}`;
    const args = `(${(one.arguments ?? [])
      .map((argument) => print(argument))
      .toSorted()
      .join(", ")})`;
    const known = found.get(path);
    // Two fields of one fetch that require it differently: no single value is right for both.
    found.set(path, known === undefined || known === args ? args : `${known} and ${args}`);
    if (one.selectionSet) note(one.selectionSet, `${path}.`, found);
  }
}
