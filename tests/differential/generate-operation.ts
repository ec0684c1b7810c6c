import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
} from "graphql";
import type { Choices } from "./choices.js";

interface Writing {
  readonly schema: GraphQLSchema;
  readonly choices: Choices;
  /** How many more fields may be written. */
  fieldsLeft: number;
  readonly fragments: string[];
  readonly used: Set<string>;
}

/** Variables that operations may use, as they are declared. */
const declared: Readonly<Record<string, string>> = {
  n: "$n: Int",
  m: "$m: Int = 3",
  yes: "$yes: Boolean!",
  maybe: "$maybe: Boolean = false",
  color: "$color: Color",
};

/** Writes an operation over a schema. It may be invalid, where two selections do not merge: validate it. */
export function generateOperation(schema: GraphQLSchema, choices: Choices): string {
  const isMutation = choices.chance(10);
  const root = isMutation ? schema.getMutationType() : schema.getQueryType();
  if (!root) throw new Error("The schema lacks a root type.");
  const writing: Writing = { schema, choices, fieldsLeft: 30, fragments: [], used: new Set() };
  const body = selectionSet(root, 0, writing);
  const variables = [...writing.used].map((name) => declared[name]).join(", ");
  return [`${isMutation ? "mutation" : "query"} Op${variables ? `(${variables})` : ""} ${body}`, ...writing.fragments].join("\n");
}

function selectionSet(type: GraphQLCompositeType, depth: number, writing: Writing): string {
  const { choices } = writing;
  const count = 1 + choices.below(depth === 0 ? 3 : 4);
  const parts = Array.from({ length: count }, () => selection(type, depth, writing));
  return `{ ${parts.join(" ")} }`;
}

function selection(type: GraphQLCompositeType, depth: number, writing: Writing): string {
  const { choices, schema } = writing;
  if (depth < 5 && isAbstractType(type) && choices.chance(60))
    return fragment(choices.oneOf(schema.getPossibleTypes(type)), depth, writing);
  if (depth < 5 && choices.chance(12)) return fragment(conditionFor(type, writing), depth, writing);
  const fields = "getFields" in type ? Object.values(type.getFields()) : [];
  const fitting = depth < 5 && writing.fieldsLeft > 0 ? fields : fields.filter((one) => !isCompositeType(getNamedType(one.type)));
  if (fitting.length === 0 || choices.chance(6)) return "__typename";
  return fieldOf(choices.oneOf(fitting), { depth, writing, siblings: fields.map(({ name }) => name) });
}

// The type itself, or for an object an interface of it.
function conditionFor(type: GraphQLCompositeType, { choices }: Writing): GraphQLCompositeType {
  return choices.oneOf([type, ...("getInterfaces" in type ? type.getInterfaces() : [])]);
}

function fragment(type: GraphQLCompositeType, depth: number, writing: Writing): string {
  const { choices, fragments } = writing;
  const body = selectionSet(type, depth + 1, writing);
  if (!choices.chance(30)) return `... on ${type.name}${directive(writing)} ${body}`;
  const name = `F${fragments.length}`;
  fragments.push(`fragment ${name} on ${type.name} ${body}`);
  return `...${name}${directive(writing)}`;
}

interface FieldPlace {
  readonly depth: number;
  readonly writing: Writing;
  readonly siblings: readonly string[];
}

function fieldOf(field: GraphQLField<unknown, unknown>, { depth, writing, siblings }: FieldPlace): string {
  const { choices } = writing;
  writing.fieldsLeft -= 1;
  const args = argumentsOf(field.args, writing);
  const type = getNamedType(field.type);
  const alias = choices.chance(15) ? `${aliasFor(field.name, siblings, choices)}: ` : "";
  const below = isCompositeType(type) ? ` ${selectionSet(type, depth + 1, writing)}` : "";
  return `${alias}${field.name}${args}${directive(writing)}${below}`;
}

// Sometimes the name of another field, which must not confuse what a plan reads for itself.
function aliasFor(name: string, siblings: readonly string[], choices: Choices): string {
  return choices.chance(25) ? choices.oneOf(siblings) : `${name}_${choices.below(3)}`;
}

function argumentsOf(args: readonly GraphQLArgument[], writing: Writing): string {
  const { choices, used } = writing;
  const given = args.flatMap(({ name, type }) => {
    if (!choices.chance(60)) return [];
    const isColor = isEnumType(getNamedType(type));
    if (!choices.chance(40))
      return [`${name}: ${isColor ? choices.oneOf(["RED", "BLUE", "null"]) : choices.oneOf(["1", "2", "3", "null"])}`];
    const variable = isColor ? "color" : choices.oneOf(["n", "m"]);
    used.add(variable);
    return [`${name}: $${variable}`];
  });
  return given.length > 0 ? `(${given.join(", ")})` : "";
}

function directive({ choices, used }: Writing): string {
  if (!choices.chance(10)) return "";
  const value = choices.oneOf(["$yes", "$maybe", "true", "false"]);
  if (value.startsWith("$")) used.add(value.slice(1));
  return ` @${choices.oneOf(["include", "skip"])}(if: ${value})`;
}

/** Values for the variables that {@link generateOperation} uses. */
export function generateVariables(choices: Choices): Record<string, unknown> {
  return {
    yes: choices.chance(50),
    ...(choices.chance(50) && { maybe: choices.chance(50) }),
    ...(choices.chance(50) && { n: choices.oneOf([1, 2, 3, null]) }),
    ...(choices.chance(50) && { m: choices.oneOf([1, 2, null]) }),
    ...(choices.chance(50) && { color: choices.oneOf(["RED", "GREEN", null]) }),
  };
}
