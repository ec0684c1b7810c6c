import { Kind, parse, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from "graphql";
import { fragmentsOf } from "../operation/flatten-root.js";
import { fetchesIn } from "../plan/fetches-in.js";
import type { FetchPlan, PathStep, PlanNode, Requirement } from "../plan/plan-nodes.js";
import { requiredArguments } from "./required-arguments.js";
import { possibleTypes, writtenFields, type WrittenField, type WrittenStep } from "./written-fields.js";

/**
 * A response key under which an operation and its plan, or two fetches of the plan, ask one object for different things, or a representation
 * reads what is another field: there one answer would be taken for the other. `undefined` when there is none.
 */
export function conflictingFields(plan: PlanNode, document: DocumentNode, schema: GraphQLSchema): string | undefined {
  const all = [...fieldsOfDocument(document, schema, []), ...fetchesIn(plan).flatMap((fetch) => fieldsOfFetch(fetch, schema))];
  for (const fields of groupedByPlace(all).values()) {
    const different = new Map(fields.map((one) => [`${one.name}${one.args} ${describe(one.steps)}`, one]));
    const conflict = firstConflict([...different.values()]);
    if (conflict !== undefined) return conflict;
  }
  return undefined;
}

function fieldsOfDocument(document: DocumentNode, schema: GraphQLSchema, above: readonly WrittenStep[]): WrittenField[] {
  const fragments = fragmentsOf(document);
  return operationsIn(document).flatMap(({ operation, selectionSet }) =>
    writtenFields(selectionSet, { schema, fragments, above, parent: schema.getRootType(operation)?.name }),
  );
}

// The `_entities` field of a fetch stands for the objects at the fetch's paths.
function fieldsOfFetch({ operation, entities }: FetchPlan, schema: GraphQLSchema): WrittenField[] {
  const document = parse(operation, { noLocation: true });
  if (entities.length === 0) return fieldsOfDocument(document, schema, []);
  const fragments = fragmentsOf(document);
  const roots = operationsIn(document).flatMap(({ selectionSet }) => selectionSet.selections);
  return entities.flatMap(({ resultKey, paths, requires }) => {
    const root = roots.find((one) => one.kind === Kind.FIELD && (one.alias ?? one.name).value === resultKey);
    if (root?.kind !== Kind.FIELD || !root.selectionSet) return [];
    const { selectionSet } = root;
    return paths.flatMap((path) => {
      const above = stepsTo(path);
      const asked = writtenFields(selectionSet, { schema, fragments, above, parent: undefined });
      const args = requiredArguments(asked, above.length, schema);
      return [...fieldsRequired(requires, { above, parent: undefined, name: "" }, { schema, args }), ...asked];
    });
  });
}

interface RequiredPlace {
  readonly above: readonly WrittenStep[];
  readonly parent: string | undefined;
  /** Path of names from the entity, with a dot at its end where there is any. */
  readonly name: string;
}

interface RequiredGround {
  readonly schema: GraphQLSchema;
  readonly args: ReadonlyMap<string, string>;
}

// A representation's fields have their own names; the arguments are those of the requirement, where it has any.
function fieldsRequired(requires: readonly Requirement[], { above, parent, name }: RequiredPlace, ground: RequiredGround): WrittenField[] {
  return requires.flatMap((one) => {
    if (one.kind === "fragment") return fieldsRequired(one.selections, { above, parent: one.type || parent, name }, ground);
    const steps = [...above, { key: one.read, parents: parent === undefined ? undefined : possibleTypes(ground.schema, parent) }];
    const path = `${name}${one.write}`;
    const below = fieldsRequired(one.selections ?? [], { above: steps, parent: undefined, name: `${path}.` }, ground);
    return [{ steps, name: one.write, args: ground.args.get(path) }, ...below];
  });
}

function operationsIn({ definitions }: DocumentNode): OperationDefinitionNode[] {
  return definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
}

function stepsTo(path: readonly PathStep[]): WrittenStep[] {
  return path.flatMap((step) => (step.kind === "field" ? [{ key: step.name, parents: undefined }] : []));
}

function groupedByPlace(fields: readonly WrittenField[]): Map<string, WrittenField[]> {
  return Map.groupBy(fields, ({ steps }) => steps.map(({ key }) => key).join("."));
}

function describe(steps: readonly WrittenStep[]): string {
  return steps.map(({ parents }) => (parents ? [...parents].join("|") : "")).join(".");
}

function firstConflict(fields: readonly WrittenField[]): string | undefined {
  for (const [index, one] of fields.entries()) {
    const other = fields.slice(index + 1).find((later) => differ(one, later) && mayMeet(one.steps, later.steps));
    if (other) return `"${one.steps.map(({ key }) => key).join(".")}" would have to be both ${written(one)} and ${written(other)}`;
  }
  return undefined;
}

function differ(one: WrittenField, other: WrittenField): boolean {
  if (one.name !== other.name) return true;
  return one.args !== undefined && other.args !== undefined && one.args !== other.args;
}

function written({ name, args = "" }: WrittenField): string {
  return args === "()" ? name : `${name}${args}`;
}

function mayMeet(one: readonly WrittenStep[], other: readonly WrittenStep[]): boolean {
  return one.every(({ parents }, index) => {
    const others = other[index]?.parents;
    return parents === undefined || others === undefined || !parents.isDisjointFrom(others);
  });
}
