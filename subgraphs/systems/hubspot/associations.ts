import type { Collection, Store } from "../simulator/store.js";
import { objectTypes, type ObjectType } from "./object-types.js";
import { recordsOf } from "./portal.js";
import { invalid } from "./problem.js";

/** One end of an association. */
export interface AssociationEnd {
  readonly type: ObjectType;
  readonly id: string;
}

/** An association as the objects API takes it on create. */
export interface AssociationInput {
  readonly to: { readonly id: string };
  readonly types: readonly { readonly associationCategory: string; readonly associationTypeId: number }[];
}

/** An association type that HubSpot defines, in one direction (developers.hubspot.com, "Association type ID values"). */
export interface AssociationType {
  readonly from: string;
  readonly to: string;
  readonly typeId: number;
  /** The same link seen from the other end. */
  readonly inverse: number;
  readonly label: string | null;
}

/** Links from one record to all records of another type. */
interface AssociationDocument {
  readonly links: readonly { readonly toId: string; readonly typeIds: readonly number[] }[];
}

const engagements = [
  ["calls", 193, 194, 181, 182],
  ["emails", 197, 198, 185, 186],
  ["meetings", 199, 200, 187, 188],
  ["notes", 201, 202, 189, 190],
  ["tasks", 203, 204, 191, 192],
] as const;

/** All association types of this portal, both directions. */
export const associationTypes: readonly AssociationType[] = [
  ...bothWays(["contacts", "companies"], [1, 2], "Primary"),
  ...bothWays(["contacts", "companies"], [279, 280], null),
  ...engagements.flatMap(([plural, fromContact, toContact, fromCompany, toCompany]) => [
    ...bothWays(["contacts", plural], [fromContact, toContact], null),
    ...bothWays(["companies", plural], [fromCompany, toCompany], null),
  ]),
];

function bothWays([from, to]: readonly [string, string], [out, back]: readonly [number, number], label: string | null): AssociationType[] {
  return [
    { from, to, typeId: out, inverse: back, label },
    { from: to, to: from, typeId: back, inverse: out, label },
  ];
}

/** The association types between two object types in that direction. */
export function typesBetween(from: ObjectType, to: ObjectType): AssociationType[] {
  return associationTypes.filter((type) => type.from === from.plural && type.to === to.plural);
}

/** Links two records as the caller asked, in both directions; refuses unknown types and unknown records. */
export function associate(store: Store, from: AssociationEnd, { to, types }: AssociationInput): void {
  if (types.length === 0) throw invalid("An association needs at least one type");
  for (const { associationCategory, associationTypeId } of types) {
    const known = associationTypes.find((type) => type.typeId === associationTypeId && type.from === from.type.plural);
    const target = objectTypes.find((type) => type.plural === known?.to);
    if (associationCategory !== "HUBSPOT_DEFINED" || known === undefined || target === undefined)
      throw unknownType(from, associationTypeId);
    if (recordsOf(store, target).get(to.id)?.archived !== false)
      throw invalid(`One or more associations are not valid: ${target.singular} ${to.id} does not exist`);
    link(store, { from, to: { type: target, id: to.id } }, known);
  }
}

/** Links two records with the default, unlabelled type of their pair; a contact's first company becomes its primary one. */
export function associateByDefault(store: Store, from: AssociationEnd, to: AssociationEnd): AssociationType[] {
  const types = typesBetween(from.type, to.type);
  const unlabelled = types.find((type) => type.label === null);
  if (unlabelled === undefined) throw invalid(`No default association type between ${from.type.singular} and ${to.type.singular}`);
  const contact = from.type.plural === "contacts" ? from : to;
  const company = from.type.plural === "contacts" ? to : from;
  const primary = types.find((type) => type.label === "Primary");
  const isFirst = primary !== undefined && linksOf(store, contact, company.type).length === 0;
  const applied = isFirst ? [primary, unlabelled] : [unlabelled];
  for (const type of applied) link(store, { from, to }, type);
  return applied;
}

/** What a record is linked to among the records of one type, in the order of linking. */
export function linksOf(store: Store, from: AssociationEnd, to: ObjectType): AssociationDocument["links"] {
  return documents(store).get(key(from, to))?.links ?? [];
}

/** Removes every link between two records. */
export function dissociate(store: Store, from: AssociationEnd, to: AssociationEnd): void {
  unlink(store, from, to);
  unlink(store, to, from);
}

/** Removes every link of a record. */
export function dissociateAll(store: Store, from: AssociationEnd): void {
  for (const type of objectTypes) for (const { toId } of linksOf(store, from, type)) dissociate(store, from, { type, id: toId });
}

function link(store: Store, pair: { readonly from: AssociationEnd; readonly to: AssociationEnd }, type: AssociationType): void {
  addType(store, pair, type.typeId);
  addType(store, { from: pair.to, to: pair.from }, type.inverse);
}

function addType(store: Store, { from, to }: { readonly from: AssociationEnd; readonly to: AssociationEnd }, typeId: number): void {
  const links = linksOf(store, from, to.type);
  const before = links.find((entry) => entry.toId === to.id)?.typeIds ?? [];
  const after = { toId: to.id, typeIds: [...new Set([...before, typeId])] };
  const others = links.filter((entry) => entry.toId !== to.id);
  documents(store).put(key(from, to.type), { links: [...others, after] });
}

function unlink(store: Store, from: AssociationEnd, to: AssociationEnd): void {
  const links = linksOf(store, from, to.type).filter((entry) => entry.toId !== to.id);
  documents(store).put(key(from, to.type), { links });
}

function documents(store: Store): Collection<AssociationDocument> {
  return store.collection<AssociationDocument>("associations");
}

function key(from: AssociationEnd, to: ObjectType): string {
  return `${from.type.plural}/${from.id}/${to.plural}`;
}

function unknownType(from: AssociationEnd, typeId: number): Error {
  return invalid(`One or more association types are not valid: no type ${typeId} from ${from.type.singular} to another object`);
}
