import { linksOf } from "./associations.js";
import { objectTypeOf, type ObjectType } from "./object-types.js";
import type { CrmRecord, PortalData } from "./portal.js";
import { definitionsOf } from "./property-definition.js";

/** Which parts of a record the caller asked for. */
export interface Selection {
  /** Names that the account does not know are left out without a word, as the live API does on reads. */
  readonly properties?: readonly string[] | undefined;
  readonly propertiesWithHistory?: readonly string[] | undefined;
}

/** A record on the wire. */
export type PresentedRecord = Readonly<Record<string, unknown>> & { readonly id: string };

/** A record as the objects API shows it: the asked properties, null where unset, and always the stamps. */
export function presentRecord(
  portal: PortalData,
  { type, record }: { readonly type: ObjectType; readonly record: CrmRecord },
  selection: Selection,
): PresentedRecord {
  const asked = selection.properties === undefined || selection.properties.length === 0 ? type.defaultProperties : selection.properties;
  const known = definitionsOf(portal.store, type);
  const names = [...asked.filter((name) => known.has(name)), type.createdProperty, type.modifiedProperty, "hs_object_id"];
  const history = (selection.propertiesWithHistory ?? []).filter((name) => known.has(name));
  return {
    id: record.id,
    properties: Object.fromEntries([...new Set(names)].map((name) => [name, record.properties[name] ?? null])),
    ...(history.length > 0 && { propertiesWithHistory: historyOf(record, history) }),
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
    archived: record.archived,
    ...(record.archivedAt !== undefined && { archivedAt: record.archivedAt }),
  };
}

/** The `associations` member of a single read: ids by object type, as v3 shows them. */
export function presentAssociations(
  portal: PortalData,
  from: { readonly type: ObjectType; readonly id: string },
  wanted: readonly string[],
): Readonly<Record<string, unknown>> {
  const entries = wanted.flatMap((segment) => {
    const to = objectTypeOf(segment);
    const links = linksOf(portal.store, from, to);
    const results = links.map(({ toId }) => ({ id: toId, type: `${from.type.singular}_to_${to.singular}` }));
    return results.length === 0 ? [] : [[to.plural, { results }] as const];
  });
  return Object.fromEntries(entries);
}

/** Only the present value: the simulator keeps no older ones. */
function historyOf(record: CrmRecord, names: readonly string[]): Readonly<Record<string, unknown>> {
  const entries = names.map((name) => {
    const value = record.properties[name];
    return [name, value === undefined ? [] : [{ value, timestamp: record.updatedAt, sourceType: "INTEGRATION" }]] as const;
  });
  return Object.fromEntries(entries);
}
