import { browse, browseAll, fieldNames, fieldOf } from "../orm/environment.js";
import { displayName } from "../orm/field-values.js";
import { typeError, valueError } from "../orm/odoo-error.js";
import { python } from "../orm/domain.js";
import { readGroups } from "../orm/read-group.js";
import { readRecords, requireRecords } from "../orm/read.js";
import { listOf, type OdooRecord } from "../orm/record.js";
import type { Environment, Model } from "../orm/schema.js";
import { findRecords } from "../orm/search.js";
import { sortRecords } from "../orm/sort.js";
import { unlinkRecord } from "../orm/unlink.js";
import { createRecord, writeRecord } from "../orm/write.js";
import { countIn, isMapping, nameList, textArgument, type BoundCall } from "./arguments.js";
import { describeFields } from "./describe-fields.js";
import { specificationIn, webRead } from "./web-read.js";

/** One of the ORM's own public methods. */
export interface OrmMethod {
  readonly takesIds: boolean;
  readonly parameters: readonly string[];
  /** True when a successful call changes data. */
  readonly writes: boolean;
  readonly run: (env: Environment, model: Model, call: BoundCall) => unknown;
}

/** The ORM's public methods (Odoo 18 documentation, "External API" and "ORM API"). */
export const ormMethods: Readonly<Record<string, OrmMethod>> = {
  search: reading(["domain", "offset", "limit", "order"], (env, model, call) => searched(env, model, call).map(({ id }) => id)),
  search_count: reading(["domain", "limit"], (env, model, { input }) => {
    const count = findRecords(env, model, domainIn(input["domain"])).length;
    return Math.min(count, countIn(input["limit"]) ?? count);
  }),
  search_read: reading(["domain", "fields", "offset", "limit", "order", "load"], (env, model, call) =>
    readRecords(env, model, { records: searched(env, model, call), ...readOptions(call) }),
  ),
  read: { ...reading(["fields", "load"], read), takesIds: true },
  web_read: {
    ...reading(["specification"], (env, model, { ids, input }) =>
      webRead(env, model, { records: requireRecords(env, model, ids), specification: specificationIn(input["specification"]) }),
    ),
    takesIds: true,
  },
  web_search_read: reading(["domain", "specification", "offset", "limit", "order", "count_limit"], webSearchRead),
  read_group: reading(["domain", "fields", "groupby", "offset", "limit", "orderby", "lazy"], readGroup),
  fields_get: reading(["allfields", "attributes"], (env, model, { input }) =>
    describeFields(env, model, { names: nameList(input["allfields"]), attributes: nameList(input["attributes"]) }),
  ),
  name_search: reading(["name", "args", "operator", "limit"], nameSearch),
  exists: { ...reading([], (env, model, { ids }) => browseAll(env, model.name, ids).map(({ id }) => id)), takesIds: true },
  create: { takesIds: false, parameters: ["vals_list"], writes: true, run: create },
  write: { takesIds: true, parameters: ["vals"], writes: true, run: write },
  unlink: { takesIds: true, parameters: [], writes: true, run: unlink },
};

function reading(parameters: readonly string[], run: OrmMethod["run"]): OrmMethod {
  return { takesIds: false, parameters, writes: false, run };
}

function domainIn(value: unknown): unknown {
  return value === undefined || value === null || value === false ? [] : value;
}

function searched(env: Environment, model: Model, { input }: BoundCall): OdooRecord[] {
  const found = findRecords(env, model, domainIn(input["domain"]));
  const sorted = sortRecords(env, model, { records: found, order: textArgument(input["order"]) ?? model.order });
  const offset = countIn(input["offset"]) ?? 0;
  const limit = countIn(input["limit"]);
  return sorted.slice(offset, limit === undefined ? undefined : offset + limit);
}

function readOptions({ input }: BoundCall): { names?: string[]; linksAsPairs: boolean } {
  const names = nameList(input["fields"]);
  const load = input["load"] ?? "_classic_read";
  return { ...(names && { names }), linksAsPairs: input["load"] === null ? false : load === "_classic_read" };
}

function read(env: Environment, model: Model, call: BoundCall): unknown {
  // Missing records are left out, as a real 18.0 answers `read([[999999]])` with an empty list.
  return readRecords(env, model, { records: browseAll(env, model.name, call.ids), ...readOptions(call) });
}

function webSearchRead(env: Environment, model: Model, call: BoundCall): unknown {
  const specification = specificationIn(call.input["specification"]);
  const records = webRead(env, model, { records: searched(env, model, call), specification });
  return { length: findRecords(env, model, domainIn(call.input["domain"])).length, records };
}

function readGroup(env: Environment, model: Model, { input }: BoundCall): unknown {
  const groupBy = typeof input["groupby"] === "string" ? [input["groupby"]] : (nameList(input["groupby"]) ?? []);
  return readGroups(env, model, {
    domain: listOf(input["domain"]) ?? [],
    fields: nameList(input["fields"]) ?? [],
    groupBy,
    limit: countIn(input["limit"]),
    offset: countIn(input["offset"]) ?? 0,
    isLazy: input["lazy"] !== false,
  });
}

function nameSearch(env: Environment, model: Model, { input }: BoundCall): unknown {
  const name = textArgument(input["name"]) ?? "";
  const operator = textArgument(input["operator"]) ?? "ilike";
  const fields = model.searchedByName ?? (fieldOf(env, model, "name") ? ["name"] : []);
  const terms = fields.map((field) => [field, operator, name]);
  const named = name === "" || terms.length === 0 ? [] : [...Array.from({ length: terms.length - 1 }, () => "|"), ...terms];
  const domain = [...named, ...(listOf(input["args"]) ?? [])];
  const found = sortRecords(env, model, { records: findRecords(env, model, domain), order: model.order });
  return found.slice(0, countIn(input["limit"]) ?? 100).map((record) => [record.id, displayName(env, model, record)]);
}

function create(env: Environment, model: Model, { input }: BoundCall): unknown {
  const values = input["vals_list"];
  if (Array.isArray(values)) return values.map((one) => createRecord(env, model, valuesIn(one)).id);
  return createRecord(env, model, valuesIn(values)).id;
}

function write(env: Environment, model: Model, { ids, input }: BoundCall): boolean {
  const values = valuesIn(input["vals"]);
  for (const name of Object.keys(values))
    if (!fieldNames(env, model).includes(name)) throw valueError(`Invalid field '${name}' on model '${model.name}'`);
  for (const { id } of requireRecords(env, model, ids)) writeRecord(env, model, { id, values });
  return true;
}

function unlink(env: Environment, model: Model, { ids }: BoundCall): boolean {
  // Odoo lets records that are gone already be deleted again.
  for (const id of ids) if (browse(env, model.name, id) !== undefined) unlinkRecord(env, model, id);
  return true;
}

function valuesIn(value: unknown): Readonly<Record<string, unknown>> {
  if (!isMapping(value)) throw typeError(`Values must be a mapping, not ${python(value)}`);
  return value;
}
