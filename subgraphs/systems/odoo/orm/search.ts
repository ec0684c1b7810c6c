import { mentions, parseDomain, python, type DomainNode, type Leaf } from "./domain.js";
import { allRecords, browse, browseAll, fieldOf, modelOf } from "./environment.js";
import { displayName, fieldValues } from "./field-values.js";
import { isToMany } from "./field.js";
import { valueTest } from "./match-value.js";
import { valueError } from "./odoo-error.js";
import { idsIn, type FieldValue, type OdooRecord } from "./record.js";
import type { Environment, Field, Model } from "./schema.js";

/** The records of a model that satisfy a domain, in no particular order; archived ones only when asked for. */
export function findRecords(env: Environment, model: Model, domain: unknown): OdooRecord[] {
  const node = parseDomain(domain);
  const found = filter({ env, model }, node, candidates(env, model, node));
  return hidesArchived(env, model, node) ? activeOnes(env, model, found) : found;
}

interface Scope {
  readonly env: Environment;
  readonly model: Model;
}

/** A domain that starts with a plain condition on the id need not look at all records. */
function candidates(env: Environment, model: Model, node: DomainNode): OdooRecord[] {
  if (node.kind === "and") return candidates(env, model, node.left);
  if (node.kind !== "leaf" || node.path !== "id" || !["=", "in"].includes(node.operator)) return allRecords(env, model.name);
  const ids: unknown[] = Array.isArray(node.value) ? node.value : [node.value];
  return [...new Set(ids)].flatMap((id) => browse(env, model.name, id) ?? []);
}

function hidesArchived(env: Environment, model: Model, node: DomainNode): boolean {
  if (fieldOf(env, model, "active") === undefined || env.context["active_test"] === false) return false;
  return !mentions(node, "active");
}

function activeOnes(env: Environment, model: Model, records: readonly OdooRecord[]): OdooRecord[] {
  const active = fieldValues(env, model, { records, name: "active" });
  return records.filter((_record, index) => active[index] !== false);
}

function filter(scope: Scope, node: DomainNode, records: readonly OdooRecord[]): OdooRecord[] {
  switch (node.kind) {
    case "constant":
      return node.holds ? [...records] : [];
    case "and":
      return filter(scope, node.right, filter(scope, node.left, records));
    case "or": {
      const kept = new Set([...filter(scope, node.left, records), ...filter(scope, node.right, records)]);
      return records.filter((record) => kept.has(record));
    }
    case "not": {
      const dropped = new Set(filter(scope, node.operand, records));
      return records.filter((record) => !dropped.has(record));
    }
    case "leaf":
      return filterByLeaf(scope, node, records);
  }
}

function filterByLeaf(scope: Scope, leaf: Leaf, records: readonly OdooRecord[]): OdooRecord[] {
  const [head = "", ...rest] = leaf.path.split(".");
  const field = searchableField(scope, head, leaf);
  const values = fieldValues(scope.env, scope.model, { records, name: head });
  const test = rest.length > 0 ? throughRelation(scope, { leaf, field, values, rest }) : leafTest(scope, { leaf, field, values });
  return records.filter((_record, index) => test(values[index] ?? false));
}

function searchableField({ env, model }: Scope, name: string, leaf: Leaf): Field {
  const field = fieldOf(env, model, name);
  if (field === undefined) {
    throw valueError(`Invalid field ${model.name}.${name} in leaf ('${leaf.path}', '${leaf.operator}', ${python(leaf.value)})`);
  }
  if (!field.isSearchable && name !== "display_name")
    throw valueError(`Cannot convert ${model.name}.${name} to SQL because it is not stored`);
  return field;
}

interface LeafOnField {
  readonly leaf: Leaf;
  readonly field: Field;
  readonly values: readonly FieldValue[];
}

function throughRelation(
  { env, model }: Scope,
  { leaf, field, values, rest }: LeafOnField & { rest: string[] },
): (value: FieldValue) => boolean {
  if (field.relation === undefined)
    throw valueError(`Invalid field ${model.name}.${leaf.path} in leaf ('${leaf.path}', '${leaf.operator}', ${python(leaf.value)})`);
  const target = { env, model: modelOf(env, field.relation) };
  const linked = browseAll(env, field.relation, [...new Set(values.flatMap(idsIn))]);
  const matching = new Set(filterByLeaf(target, { ...leaf, path: rest.join(".") }, linked).map((record) => record.id));
  const acceptsNone = !isToMany(field) && isEmptyTest(leaf);
  return (value) => (idsIn(value).length === 0 ? acceptsNone : idsIn(value).some((id) => matching.has(id)));
}

/** `partner_id.vat = False` also holds for a record without partner. */
function isEmptyTest({ operator, value }: Leaf): boolean {
  if (operator === "=") return value === false || value === null;
  return operator === "!=" ? value !== false && value !== null : operator === "not in";
}

function leafTest(scope: Scope, { leaf, field, values }: LeafOnField): (value: FieldValue) => boolean {
  if (leaf.operator === "child_of" || leaf.operator === "parent_of") return treeTest(scope, leaf, field);
  if (leaf.operator.endsWith("any")) return subDomainTest(scope, leaf, field);
  if (field.relation !== undefined && namesSomething(leaf)) return nameTest(scope, { leaf, field, values });
  const test = valueTest(leaf.operator, leaf.value);
  if (test === undefined) throw valueError(`Invalid operator '${leaf.operator}' for field ${scope.model.name}.${leaf.path}`);
  return test;
}

function namesSomething({ operator, value }: Leaf): boolean {
  return typeof value === "string" || (operator.includes("like") && value !== false);
}

/** A relation compared with a text is compared by display name. */
function nameTest({ env }: Scope, { leaf, field, values }: LeafOnField): (value: FieldValue) => boolean {
  const target = modelOf(env, field.relation ?? "");
  const isNegative = leaf.operator.startsWith("not ") || leaf.operator === "!=";
  const test = valueTest(isNegative ? leaf.operator.replace("not ", "").replace("!=", "=") : leaf.operator, leaf.value);
  const linked = browseAll(env, target.name, [...new Set(values.flatMap(idsIn))]);
  const matching = new Set(linked.filter((record) => test?.(displayName(env, target, record))).map((record) => record.id));
  return (value) => idsIn(value).some((id) => matching.has(id)) !== isNegative;
}

function subDomainTest({ env, model }: Scope, leaf: Leaf, field: Field): (value: FieldValue) => boolean {
  if (field.relation === undefined) throw valueError(`Invalid operator '${leaf.operator}' for field ${model.name}.${leaf.path}`);
  const matching = new Set(findRecords(env, modelOf(env, field.relation), leaf.value).map((record) => record.id));
  const isNegative = leaf.operator.startsWith("not");
  return (value) => idsIn(value).some((id) => matching.has(id)) !== isNegative;
}

function treeTest({ env, model }: Scope, leaf: Leaf, field: Field): (value: FieldValue) => boolean {
  const target = field.relation === undefined ? model : modelOf(env, field.relation);
  const roots = new Set(rootIds(env, target, leaf.value));
  if (leaf.operator === "child_of") {
    return (value) => ownIds(value).some((id) => ancestors(env, target, id).some((ancestor) => roots.has(ancestor)));
  }
  const above = new Set([...roots].flatMap((id) => ancestors(env, target, id)));
  return (value) => ownIds(value).some((id) => above.has(id));
}

const ownIds = (value: FieldValue): readonly number[] => idsIn(value);

function rootIds(env: Environment, target: Model, value: unknown): number[] {
  const wanted: unknown[] = Array.isArray(value) ? value : [value];
  const named = wanted.filter((one) => typeof one === "string").map((name) => name.toLowerCase());
  const byName =
    named.length === 0
      ? []
      : allRecords(env, target.name).filter((record) =>
          named.some((name) => displayName(env, target, record).toLowerCase().includes(name)),
        );
  return [...wanted.filter((one) => typeof one === "number"), ...byName.map((record) => record.id)];
}

/** The id itself and those above it. */
export function ancestors(env: Environment, model: Model, id: number): number[] {
  const path: number[] = [];
  let next: FieldValue | undefined = id;
  while (typeof next === "number" && !path.includes(next)) {
    path.push(next);
    next = browse(env, model.name, next)?.[model.parentField ?? "parent_id"];
  }
  return path;
}
