import { readFileSync } from "node:fs";
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLNamedType,
} from "graphql";
import { expect, it } from "vitest";

const sdl = readFileSync(new URL("../../docs/reference/schema.graphql", import.meta.url), "utf8");

it("has a description for every type, field, argument and enum value of the graph", () => {
  const types = Object.values(buildSchema(sdl).getTypeMap()).filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type));
  expect(types.flatMap(undocumented)).toEqual([]);
});

function undocumented(type: GraphQLNamedType): string[] {
  const own = isRoot(type) || type.description ? [] : [type.name];
  if (isEnumType(type)) return [...own, ...type.getValues().flatMap((value) => (value.description ? [] : [`${type.name}.${value.name}`]))];
  if (isInputObjectType(type))
    return [...own, ...Object.values(type.getFields()).flatMap((field) => (field.description ? [] : [`${type.name}.${field.name}`]))];
  if (!isObjectType(type) && !isInterfaceType(type)) return own;
  const fields = Object.values(type.getFields()).flatMap((field) => [
    ...(field.description ? [] : [`${type.name}.${field.name}`]),
    ...field.args.flatMap((argument) => (argument.description ? [] : [`${type.name}.${field.name}(${argument.name})`])),
  ]);
  return [...own, ...fields];
}

function isRoot({ name }: GraphQLNamedType): boolean {
  return name === "Query" || name === "Mutation" || name === "Subscription";
}
