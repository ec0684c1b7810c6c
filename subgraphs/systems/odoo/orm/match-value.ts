import type { FieldValue } from "./record.js";

/** Tells whether one stored value satisfies a comparison. */
export type ValueTest = (value: FieldValue) => boolean;

/** A test for every operator but those of trees and sub-domains; `undefined` when the operator does not fit. */
export function valueTest(operator: string, expected: unknown): ValueTest | undefined {
  switch (operator) {
    case "=":
    case "==":
      return equals(expected);
    case "!=":
    case "<>":
      return not(equals(expected));
    case "=?":
      return isEmpty(expected) ? () => true : equals(expected);
    case "in":
      return isOneOf(expected);
    case "not in":
      return not(isOneOf(expected));
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compares(operator, expected);
    default:
      return likeTest(operator, expected);
  }
}

const not =
  (test: ValueTest): ValueTest =>
  (value) =>
    !test(value);

const isEmpty = (value: unknown): boolean => value === false || value === null || value === undefined;

function equals(expected: unknown): ValueTest {
  if (Array.isArray(expected)) return isOneOf(expected);
  return isOneOf([expected]);
}

function isOneOf(expected: unknown): ValueTest {
  const values = new Set<unknown>(Array.isArray(expected) ? expected : [expected]);
  const matchesEmpty = values.has(false) || values.has(null);
  return (value) => {
    if (typeof value === "object") return value.length === 0 ? matchesEmpty : value.some((id) => values.has(id));
    if (value === false || value === "") return matchesEmpty || (value === "" && values.has(""));
    if (value === 0) return values.has(0) || matchesEmpty;
    return values.has(value);
  };
}

function compares(operator: string, expected: unknown): ValueTest {
  if (typeof expected !== "number" && typeof expected !== "string") return () => false;
  return (value) => {
    if (typeof value !== typeof expected || typeof value === "boolean" || typeof value === "object") return false;
    if (operator === "<") return value < expected;
    if (operator === "<=") return value <= expected;
    return operator === ">" ? value > expected : value >= expected;
  };
}

function likeTest(operator: string, expected: unknown): ValueTest | undefined {
  const word = operator.replace(/^not /, "");
  if (!["like", "ilike", "=like", "=ilike"].includes(word)) return undefined;
  const text = isEmpty(expected) ? "" : String(expected);
  const pattern = likePattern(word.startsWith("=") ? text : `%${text}%`, word.endsWith("ilike"));
  const test: ValueTest = (value) => (value === false ? text === "" : pattern.test(String(value)));
  return operator.startsWith("not ") ? not(test) : test;
}

/** SQL's LIKE: `%` is any text, `_` any character, a backslash takes the next character as it is. */
function likePattern(like: string, ignoresCase: boolean): RegExp {
  const source = like.replace(/\\(.)|%|_|[.*+?^${}()|[\]\\]/gs, (match, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    if (match === "%") return ".*";
    return match === "_" ? "." : `\\${match}`;
  });
  return new RegExp(`^${source}$`, ignoresCase ? "isu" : "su");
}
