import type { Collection, Store } from "../simulator/store.js";
import type { ObjectType } from "./object-types.js";

/** Value types of the properties API. */
export const propertyTypes = ["string", "number", "date", "datetime", "enumeration", "bool"] as const;

/** Form controls of the properties API. */
export const fieldTypes = [
  "textarea",
  "text",
  "date",
  "file",
  "number",
  "select",
  "radio",
  "checkbox",
  "booleancheckbox",
  "calculation_equation",
  "phonenumber",
  "html",
] as const;

/** One choice of an enumeration. */
export interface PropertyOption {
  readonly label: string;
  readonly value: string;
  readonly displayOrder: number;
  readonly hidden: boolean;
}

/** A property as `/crm/v3/properties/{objectType}` shows it. */
export interface PropertyDefinition {
  readonly name: string;
  readonly label: string;
  readonly type: (typeof propertyTypes)[number];
  readonly fieldType: (typeof fieldTypes)[number];
  readonly groupName: string;
  readonly description: string;
  readonly options: readonly PropertyOption[];
  readonly hasUniqueValue: boolean;
  readonly hubspotDefined: boolean;
  readonly modificationMetadata: { readonly archivable: boolean; readonly readOnlyDefinition: boolean; readonly readOnlyValue: boolean };
  readonly archived: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What a definition is made from; the rest has HubSpot's defaults. */
export type PropertyDraft = Pick<PropertyDefinition, "name" | "type" | "fieldType"> &
  Partial<Omit<PropertyDefinition, "options" | "modificationMetadata">> & {
    readonly options?: readonly (string | { readonly label: string; readonly value: string })[];
    readonly readOnly?: boolean;
  };

/** The properties of one object type, by name. */
export function definitionsOf(store: Store, type: ObjectType): Collection<PropertyDefinition> {
  return store.collection<PropertyDefinition>(`properties:${type.plural}`);
}

/** A whole definition from its draft; an undeclared choice of a `bool` is Yes or No. */
export function defineProperty(draft: PropertyDraft, at: string): PropertyDefinition {
  const { readOnly = false, options, ...rest } = draft;
  const hubspotDefined = draft.hubspotDefined ?? false;
  return {
    label: draft.name,
    groupName: "contactinformation",
    description: "",
    hasUniqueValue: false,
    archived: false,
    createdAt: at,
    updatedAt: at,
    ...rest,
    hubspotDefined,
    options: listOptions(options ?? (draft.type === "bool" ? yesNo : [])),
    modificationMetadata: { archivable: !hubspotDefined, readOnlyDefinition: hubspotDefined, readOnlyValue: readOnly },
  };
}

const yesNo = [
  { label: "Yes", value: "true" },
  { label: "No", value: "false" },
];

function listOptions(options: NonNullable<PropertyDraft["options"]>): PropertyOption[] {
  return options.map((option, displayOrder) => {
    const { label, value } = typeof option === "string" ? { label: option, value: option } : option;
    return { label, value, displayOrder, hidden: false };
  });
}
