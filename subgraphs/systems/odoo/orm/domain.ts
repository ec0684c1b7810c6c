import { valueError } from "./odoo-error.js";
import { listOf } from "./record.js";

/** A condition on one field; `path` may lead through relations with dots. */
export interface Leaf {
  readonly kind: "leaf";
  readonly path: string;
  readonly operator: string;
  readonly value: unknown;
}

/** A parsed domain. */
export type DomainNode =
  | Leaf
  | { readonly kind: "and" | "or"; readonly left: DomainNode; readonly right: DomainNode }
  | { readonly kind: "not"; readonly operand: DomainNode }
  | { readonly kind: "constant"; readonly holds: boolean };

/** Comparison words that Odoo 18 knows. */
const operators: ReadonlySet<string> = new Set([
  "=",
  "!=",
  "<>",
  "==",
  "<=",
  "<",
  ">",
  ">=",
  "=?",
  "=like",
  "=ilike",
  "like",
  "not like",
  "ilike",
  "not ilike",
  "in",
  "not in",
  "child_of",
  "parent_of",
  "any",
  "not any",
]);

/**
 * Reads a domain in prefix notation: `&` and `|` take two operands, `!` one, and terms without an operator are joined by `&`
 * (Odoo 18 documentation, "ORM API", search domains).
 */
export function parseDomain(domain: unknown): DomainNode {
  if (!Array.isArray(domain)) throw valueError(`Domain() invalid item in domain: ${python(domain)}`);
  const items: unknown[] = domain;
  let position = 0;
  const next = (): DomainNode => {
    if (position >= items.length) throw valueError(`Domain ${python(domain)} is syntactically not correct.`);
    const item = items[position];
    position += 1;
    if (item === "!") return { kind: "not", operand: next() };
    if (item === "&") return { kind: "and", left: next(), right: next() };
    if (item === "|") return { kind: "or", left: next(), right: next() };
    return parseLeaf(item);
  };
  let node: DomainNode = { kind: "constant", holds: true };
  while (position < items.length) node = join(node, next());
  return node;
}

/** True when some leaf asks about that field of the model itself. */
export function mentions(node: DomainNode, field: string): boolean {
  if (node.kind === "leaf") return node.path === field;
  if (node.kind === "not") return mentions(node.operand, field);
  return node.kind === "constant" ? false : mentions(node.left, field) || mentions(node.right, field);
}

function join(left: DomainNode, right: DomainNode): DomainNode {
  return left.kind === "constant" && left.holds ? right : { kind: "and", left, right };
}

function parseLeaf(item: unknown): DomainNode {
  const parts = listOf(item);
  if (parts?.length !== 3) throw valueError(`Invalid leaf ${python(item)}`);
  const [path, operator, value] = parts;
  if (path === 1 && operator === "=" && value === 1) return { kind: "constant", holds: true };
  if (path === 0 && operator === "=" && value === 1) return { kind: "constant", holds: false };
  if (typeof path !== "string" || path === "" || typeof operator !== "string" || !operators.has(operator.toLowerCase())) {
    throw valueError(`Invalid leaf ${python(item)}`);
  }
  return { kind: "leaf", path, operator: operator.toLowerCase(), value };
}

/** A value as Python would print it, as far as error texts need it. */
export function python(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(python).join(", ")}]`;
  return JSON.stringify(value);
}
