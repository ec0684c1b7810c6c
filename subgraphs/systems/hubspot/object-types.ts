import { invalid } from "./problem.js";

/** A CRM object type as HubSpot names it (developers.hubspot.com, "Understanding the CRM APIs", object type ids). */
export interface ObjectType {
  /** The path segment, for example `contacts`. */
  readonly plural: string;
  readonly singular: string;
  readonly typeId: string;
  /** The property that holds the time of creation. */
  readonly createdProperty: string;
  /** The property that holds the time of the last change. */
  readonly modifiedProperty: string;
  /** Returned beside the stamps when the caller names no properties. */
  readonly defaultProperties: readonly string[];
  /** What `query` of a search looks into. */
  readonly searchedProperties: readonly string[];
  readonly requiredProperties: readonly string[];
  /** Ids are decimal strings that start here. */
  readonly firstId: number;
}

const engagement = { createdProperty: "hs_createdate", modifiedProperty: "hs_lastmodifieddate", requiredProperties: ["hs_timestamp"] };

/** The object types that this portal has. */
export const objectTypes: readonly ObjectType[] = [
  {
    plural: "contacts",
    singular: "contact",
    typeId: "0-1",
    createdProperty: "createdate",
    modifiedProperty: "lastmodifieddate",
    defaultProperties: ["firstname", "lastname", "email"],
    searchedProperties: ["firstname", "lastname", "email", "hs_additional_emails", "phone", "mobilephone", "company"],
    requiredProperties: [],
    firstId: 70_100_000_000,
  },
  {
    plural: "companies",
    singular: "company",
    typeId: "0-2",
    createdProperty: "createdate",
    modifiedProperty: "hs_lastmodifieddate",
    defaultProperties: ["name", "domain"],
    searchedProperties: ["name", "domain", "website", "phone"],
    requiredProperties: [],
    firstId: 21_500_000_000,
  },
  {
    ...engagement,
    plural: "calls",
    singular: "call",
    typeId: "0-48",
    defaultProperties: [],
    searchedProperties: ["hs_call_title", "hs_call_body"],
    firstId: 50_200_000_000,
  },
  {
    ...engagement,
    plural: "emails",
    singular: "email",
    typeId: "0-49",
    defaultProperties: [],
    searchedProperties: ["hs_email_subject"],
    firstId: 50_400_000_000,
  },
  {
    ...engagement,
    plural: "meetings",
    singular: "meeting",
    typeId: "0-47",
    defaultProperties: [],
    searchedProperties: ["hs_meeting_title", "hs_meeting_body"],
    firstId: 50_600_000_000,
  },
  {
    ...engagement,
    plural: "notes",
    singular: "note",
    typeId: "0-46",
    defaultProperties: [],
    searchedProperties: ["hs_note_body"],
    firstId: 50_800_000_000,
  },
  {
    ...engagement,
    plural: "tasks",
    singular: "task",
    typeId: "0-27",
    defaultProperties: [],
    searchedProperties: ["hs_task_subject", "hs_task_body"],
    firstId: 51_000_000_000,
  },
];

/** The object type of a path segment: its plural, its singular or its type id; anything else is a 400. */
export function objectTypeOf(segment: string): ObjectType {
  const wanted = segment.toLowerCase();
  const found = objectTypes.find(({ plural, singular, typeId }) => [plural, singular, typeId].includes(wanted));
  if (found === undefined) throw invalid(`Unable to infer object type from: ${segment}`);
  return found;
}
