import { associate, dissociateAll, type AssociationInput } from "./associations.js";
import type { ObjectType } from "./object-types.js";
import { accountOf, recordsOf, type CrmRecord, type PortalData } from "./portal.js";
import { HubSpotProblem, invalid } from "./problem.js";
import { definitionsOf } from "./property-definition.js";
import { checkProperties, type PropertyInput } from "./property-values.js";

/** A record to be made. */
export interface RecordDraft {
  readonly properties: PropertyInput;
  readonly associations?: readonly AssociationInput[] | undefined;
}

/** Makes a record with the next id, after every check that HubSpot makes: required properties, values, uniqueness, associations. */
export function createRecord(portal: PortalData, type: ObjectType, draft: RecordDraft): CrmRecord {
  const absent = type.requiredProperties.filter((name) => (draft.properties[name] ?? "") === "");
  if (absent.length > 0) throw requiredMissing(type, absent);
  const values = checkProperties(portal, type, { input: draft.properties });
  refuseSecondEmail(portal, type, { email: values["email"] });
  const record = storeRecord(portal, type, { values });
  for (const association of draft.associations ?? []) associate(portal.store, { type, id: record.id }, association);
  return record;
}

/** Checked values of a new record; `createdAt` lets a seed date it back. */
export interface NewRecord {
  readonly values: Readonly<Record<string, string>>;
  readonly createdAt?: string;
}

/** Stores a new record. */
export function storeRecord(portal: PortalData, type: ObjectType, { values, createdAt }: NewRecord): CrmRecord {
  const records = recordsOf(portal.store, type);
  const next = records.nextId();
  const id = String(next < type.firstId ? type.firstId + next : next);
  const at = createdAt ?? portal.now().toISOString();
  const stamps = { hs_object_id: id, [type.createdProperty]: at, [type.modifiedProperty]: at };
  return records.put(id, { id, properties: { ...present(values), ...stamps }, createdAt: at, updatedAt: at, archived: false });
}

/** Changes a record's properties. */
export function updateRecord(
  portal: PortalData,
  type: ObjectType,
  change: { readonly record: CrmRecord; readonly properties: PropertyInput },
): CrmRecord {
  const { record } = change;
  const values = checkProperties(portal, type, { input: change.properties, recordId: record.id });
  refuseSecondEmail(portal, type, { email: values["email"], except: record.id });
  const at = portal.now().toISOString();
  const properties = present({ ...record.properties, ...values, [type.modifiedProperty]: at });
  return recordsOf(portal.store, type).put(record.id, { ...record, properties, updatedAt: at });
}

/** Archives a record; one that is not there is no error (HubSpot answers 204 either way). */
export function archiveRecord(portal: PortalData, type: ObjectType, id: string): void {
  const record = recordsOf(portal.store, type).get(id);
  if (record === undefined || record.archived) return;
  recordsOf(portal.store, type).put(id, { ...record, archived: true, archivedAt: portal.now().toISOString() });
  dissociateAll(portal.store, { type, id });
}

/** The live record whose id, or whose unique `idProperty`, is `id`. */
export function findRecord(
  portal: PortalData,
  type: ObjectType,
  key: { readonly id: string; readonly idProperty?: string | undefined },
): CrmRecord | undefined {
  const records = recordsOf(portal.store, type);
  const { id, idProperty } = key;
  if (idProperty === undefined) {
    const record = records.get(id);
    return record?.archived === false ? record : undefined;
  }
  const wanted = idProperty === "email" ? id.toLowerCase() : id;
  return records.find((record) => !record.archived && record.properties[idProperty] === wanted);
}

/** Refuses an `idProperty` that is unknown or not unique, as HubSpot does before it looks at the inputs. */
export function checkIdProperty(portal: PortalData, type: ObjectType, idProperty: string | undefined): void {
  if (idProperty === undefined) return;
  const definition = definitionsOf(portal.store, type).get(idProperty);
  if (definition?.hasUniqueValue === true) return;
  const { hubId } = accountOf(portal.store);
  const kind = definition === undefined ? "unknown" : "non-unique";
  throw invalid(`Unable to perform read/update/upsert by ${kind} ${type.typeId} property ${idProperty} in portal ID ${hubId}`);
}

function refuseSecondEmail(
  portal: PortalData,
  type: ObjectType,
  { email, except }: { readonly email: string | undefined; readonly except?: string },
): void {
  if (type.plural !== "contacts" || email === undefined || email === "") return;
  const holder = findRecord(portal, type, { id: email, idProperty: "email" });
  if (holder === undefined || holder.id === except) return;
  throw new HubSpotProblem(409, `Contact already exists. Existing ID: ${holder.id}`, { category: "CONFLICT" });
}

function requiredMissing(type: ObjectType, names: readonly string[]): HubSpotProblem {
  const message = `Error creating ${type.singular.toUpperCase()}. Some required properties were not set.`;
  return invalid(message, [{ message, code: "MISSING_REQUIRED_PROPERTY", context: { properties: names } }]);
}

function present(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
}
