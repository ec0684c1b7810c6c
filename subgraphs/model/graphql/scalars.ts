import { GraphQLScalarType, Kind, type ValueNode } from "graphql";
import { GraphQLCurrency, GraphQLDateTimeISO, GraphQLLocalDate, GraphQLLocale, GraphQLURL } from "graphql-scalars";

const decimalPattern = /^-?\d+(\.\d+)?$/;

function readDecimal(value: unknown): string {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text === "string" && decimalPattern.test(text)) return text;
  throw new TypeError(`Decimal wants a plain decimal such as "12.50", not ${JSON.stringify(value)}.`);
}

function readDecimalLiteral(node: ValueNode): string {
  const isNumberOrText = node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT;
  return readDecimal(isNumberOrText ? node.value : node.kind);
}

/** An exact decimal number, written as a string so that no reader turns it into a binary float. */
export const DecimalScalar = new GraphQLScalarType({
  name: "Decimal",
  description: 'An exact decimal number, written as a string: `"12.50"`. Never read it into a binary float.',
  serialize: readDecimal,
  parseValue: readDecimal,
  parseLiteral: readDecimalLiteral,
});

/** ISO 4217 currency code; graphql-scalars' check under the name that the graph uses. */
export const CurrencyCodeScalar = new GraphQLScalarType({
  ...GraphQLCurrency.toConfig(),
  name: "CurrencyCode",
  description: "A currency as its ISO 4217 code, for example `EUR`.",
});

/** Point in time with offset (RFC 3339), serialised as a string. */
export const DateTimeScalar = new GraphQLScalarType({
  ...GraphQLDateTimeISO.toConfig(),
  name: "DateTime",
  description: "A point in time as RFC 3339 writes it, for example `2026-03-01T12:00:00.000Z`.",
});

/** A day without time (RFC 3339 full-date), serialised as a string. */
export const DateScalar = new GraphQLScalarType({
  ...GraphQLLocalDate.toConfig(),
  name: "Date",
  description: "A day as RFC 3339 writes it, for example `2026-03-01`; it is the merchant's own day, in no time zone.",
});

const locale = GraphQLLocale.toConfig();

// graphql-js puts type and value before a message that is not its own; graphql-scalars' names neither field nor remedy.
function readLocale<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (cause) {
    throw new TypeError('give a BCP 47 tag such as "en-GB"', { cause });
  }
}

/** BCP 47 language tag. */
export const LocaleScalar = new GraphQLScalarType({
  ...locale,
  parseValue: (value) => readLocale(() => locale.parseValue(value)),
  parseLiteral: (node, variables) => readLocale(() => locale.parseLiteral(node, variables)),
  name: "Locale",
  description: "A language as its BCP 47 tag, for example `en-GB`.",
});

/** Absolute URL; serialised as a string. */
export const UrlScalar = new GraphQLScalarType({
  ...GraphQLURL.toConfig(),
  name: "URL",
  description: "An absolute URL.",
  serialize: (value) => String(value),
});
