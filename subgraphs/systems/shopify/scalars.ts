import { GraphQLError, GraphQLScalarType, type GraphQLSchema, Kind, type ValueNode } from "graphql";

/**
 * Makes the vendor's scalars as strict as the vendor: decimals are numbers or their text, dates ISO 8601, URLs absolute.
 * Changes the schema in place, because `buildSchema` gives scalars that take anything.
 */
export function addScalars(schema: GraphQLSchema): GraphQLSchema {
  const checks: Readonly<Record<string, (text: string) => boolean>> = {
    Decimal: isDecimal,
    Money: isDecimal,
    DateTime: (text) => !Number.isNaN(Date.parse(text)),
    URL: (text) => URL.canParse(text),
    UnsignedInt64: (text) => /^\d+$/.test(text),
    HTML: () => true,
  };
  for (const [name, check] of Object.entries(checks)) {
    const scalar = schema.getType(name);
    if (scalar instanceof GraphQLScalarType) restrict(scalar, check);
  }
  return schema;
}

function isDecimal(text: string): boolean {
  return /^-?\d+(?:\.\d+)?$/.test(text);
}

function restrict(scalar: GraphQLScalarType, check: (text: string) => boolean): void {
  const read = (value: unknown): string => {
    const text = typeof value === "number" || typeof value === "string" ? String(value) : undefined;
    if (text === undefined || !check(text)) throw new GraphQLError(`invalid ${scalar.name.toLowerCase()} '${JSON.stringify(value)}'`);
    return text;
  };
  scalar.parseValue = read;
  scalar.parseLiteral = (node) => read(literalOf(node));
}

function literalOf(node: ValueNode): unknown {
  return node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT ? node.value : undefined;
}
