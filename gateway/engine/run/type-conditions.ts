import { isAbstractType, isInterfaceType, type GraphQLSchema } from "graphql";

/** Tells whether an object of a type name fits a condition; the name may be an interface's, where a subgraph has it as an interface object. */
export type FitsType = (typename: string, condition: string) => boolean;

/** Type conditions over a supergraph's types, each pair worked out once. */
export function typeConditions(schema: GraphQLSchema): FitsType {
  const members = new Map<string, ReadonlySet<string>>();
  const membersOf = (condition: string): ReadonlySet<string> => {
    const known = members.get(condition) ?? namesWithin(schema, condition);
    members.set(condition, known);
    return known;
  };
  return (typename, condition) => typename === condition || membersOf(condition).has(typename);
}

function namesWithin(schema: GraphQLSchema, condition: string): ReadonlySet<string> {
  const type = schema.getType(condition);
  if (!isAbstractType(type)) return new Set();
  const objects = schema.getPossibleTypes(type).map((one) => one.name);
  const interfaces = isInterfaceType(type) ? schema.getImplementations(type).interfaces.map((one) => one.name) : [];
  return new Set([...objects, ...interfaces]);
}
