import { requireField } from "./environment.js";
import { fieldValues } from "./field-values.js";
import { showLink, type Shown } from "./read.js";
import { rounded, type FieldValue, type OdooRecord } from "./record.js";
import { findRecords } from "./search.js";
import { sortRecords } from "./sort.js";
import type { Environment, Model } from "./schema.js";

/** What `read_group` is asked: sums, counts, least and greatest values by one field after another. */
export interface GroupRequest {
  readonly domain: readonly unknown[];
  readonly fields: readonly string[];
  readonly groupBy: readonly string[];
  readonly limit?: number | undefined;
  readonly offset: number;
  /** True groups by the first field only and counts under `<field>_count`. */
  readonly isLazy: boolean;
}

interface Aggregate {
  readonly as: string;
  readonly field: string;
  readonly how: string;
}

/** Groups of records with their aggregates, as Odoo 18's `read_group` answers. */
export function readGroups(env: Environment, model: Model, request: GroupRequest): Shown[] {
  const groupBy = request.isLazy ? request.groupBy.slice(0, 1) : request.groupBy;
  const aggregates = request.fields.map(parseAggregate).filter(({ field }) => !groupBy.includes(field));
  for (const { field } of aggregates) requireField(env, model, field);
  const groups = [...partition(env, model, { records: findRecords(env, model, request.domain), groupBy }).values()];
  const sorted = sortGroups(env, model, { groups, groupBy });
  const page = sorted.slice(request.offset, request.limit === undefined ? undefined : request.offset + request.limit);
  return page.map((group) => showGroup(env, model, { group, groupBy, aggregates, request }));
}

interface Group {
  readonly key: readonly FieldValue[];
  readonly records: OdooRecord[];
}

function partition(
  env: Environment,
  model: Model,
  { records, groupBy }: { records: readonly OdooRecord[]; groupBy: readonly string[] },
): Map<string, Group> {
  const columns = groupBy.map((name) => fieldValues(env, model, { records, name }));
  const groups = new Map<string, Group>();
  records.forEach((record, index) => {
    const key = columns.map((column) => column[index] ?? false);
    const group = groups.get(JSON.stringify(key)) ?? { key, records: [] };
    group.records.push(record);
    groups.set(JSON.stringify(key), group);
  });
  return groups;
}

function sortGroups(
  env: Environment,
  model: Model,
  { groups, groupBy }: { groups: readonly Group[]; groupBy: readonly string[] },
): Group[] {
  const [first] = groupBy;
  if (first === undefined) return [...groups];
  const byRecord = new Map(groups.map((group) => [group.records[0]?.id, group]));
  const heads = groups.flatMap((group) => group.records.slice(0, 1));
  return sortRecords(env, model, { records: heads, order: groupBy.join(", ") }).flatMap(({ id }) => byRecord.get(id) ?? []);
}

function parseAggregate(spec: string): Aggregate {
  const match = /^(\w+)(?::(\w+)(?:\((\w+)\))?)?$/.exec(spec);
  const [, as = spec, how = "sum", field = as] = match ?? [];
  return { as, how, field };
}

interface GroupView {
  readonly group: Group;
  readonly groupBy: readonly string[];
  readonly aggregates: readonly Aggregate[];
  readonly request: GroupRequest;
}

function showGroup(env: Environment, model: Model, { group, groupBy, aggregates, request }: GroupView): Shown {
  const keys = groupBy.map((name, index): [string, unknown] => {
    const { relation } = requireField(env, model, name);
    const value = group.key[index] ?? false;
    return [name, relation === undefined ? value : showLink(env, relation, value)];
  });
  const sums = aggregates.map(({ as, field, how }): [string, unknown] => [
    as,
    aggregate(fieldValues(env, model, { records: group.records, name: field }), how),
  ]);
  const countKey = request.isLazy ? `${groupBy[0] ?? ""}_count` : "__count";
  const conditions = groupBy.map((name, index) => [name, "=", group.key[index] ?? false]);
  const domain = [...request.domain, ...conditions];
  const isPlain = domain.every((term) => Array.isArray(term));
  return {
    ...Object.fromEntries(keys),
    [countKey]: group.records.length,
    ...Object.fromEntries(sums),
    __domain: isPlain ? [...Array.from({ length: domain.length - 1 }, () => "&"), ...domain] : ["&", ...domain],
  };
}

function aggregate(values: readonly FieldValue[], how: string): FieldValue {
  const numbers = values.filter((value) => typeof value === "number");
  const present = values.filter((value) => value !== false).sort();
  switch (how) {
    case "count":
      return present.length;
    case "count_distinct":
      return new Set(present).size;
    case "min":
      return numbers.length > 0 ? Math.min(...numbers) : (present[0] ?? false);
    case "max":
      return numbers.length > 0 ? Math.max(...numbers) : (present.at(-1) ?? false);
    case "avg":
      return numbers.length === 0 ? false : rounded(numbers.reduce((total, one) => total + one, 0) / numbers.length);
    default:
      return rounded(numbers.reduce((total, one) => total + one, 0));
  }
}
