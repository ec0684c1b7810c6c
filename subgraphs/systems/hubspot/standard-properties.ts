import type { PropertyDraft } from "./property-definition.js";

const text = (name: string, label: string): PropertyDraft => ({ name, label, type: "string", fieldType: "text" });
const stamp = (name: string, label: string): PropertyDraft => ({ name, label, type: "datetime", fieldType: "date", readOnly: true });
const choice = (name: string, options: readonly string[]): PropertyDraft => ({ name, type: "enumeration", fieldType: "select", options });
const objectId: PropertyDraft = { name: "hs_object_id", label: "Record ID", type: "number", fieldType: "number", readOnly: true };
const owner: PropertyDraft = { name: "hubspot_owner_id", label: "Owner", type: "string", fieldType: "text" };

/** Language tags of `hs_language`; HubSpot spells them in lower case. */
const languages = [
  "de",
  "de-de",
  "en",
  "en-au",
  "en-ca",
  "en-gb",
  "en-us",
  "es",
  "es-es",
  "fr",
  "fr-be",
  "fr-ca",
  "fr-ch",
  "fr-fr",
  "it",
  "it-it",
  "nl",
  "nl-nl",
];

const engagement = [
  objectId,
  owner,
  stamp("hs_createdate", "Create date"),
  stamp("hs_lastmodifieddate", "Last modified date"),
  { name: "hs_timestamp", label: "Activity date", type: "datetime", fieldType: "date" },
] as const satisfies readonly PropertyDraft[];

const body = (name: string): PropertyDraft => ({ name, type: "string", fieldType: "textarea" });

/**
 * The properties that every account has and that matter here, by object type
 * (knowledge.hubspot.com, "HubSpot's default contact properties" and its siblings).
 */
export const standardProperties: Readonly<Record<string, readonly PropertyDraft[]>> = {
  contacts: [
    objectId,
    owner,
    stamp("createdate", "Create Date"),
    stamp("lastmodifieddate", "Last Modified Date"),
    { ...text("email", "Email"), hasUniqueValue: true },
    text("firstname", "First Name"),
    text("lastname", "Last Name"),
    text("hs_additional_emails", "Additional email addresses"),
    text("phone", "Phone Number"),
    text("mobilephone", "Mobile Phone Number"),
    text("company", "Company Name"),
    text("jobtitle", "Job Title"),
    text("address", "Street Address"),
    text("city", "City"),
    text("state", "State/Region"),
    text("zip", "Postal Code"),
    text("country", "Country/Region"),
    text("hs_country_region_code", "Country/Region Code"),
    { ...choice("hs_language", languages), label: "Preferred language" },
    choice("lifecyclestage", [
      "subscriber",
      "lead",
      "marketingqualifiedlead",
      "salesqualifiedlead",
      "opportunity",
      "customer",
      "evangelist",
      "other",
    ]),
    { name: "hs_email_optout", label: "Unsubscribed from all email", type: "bool", fieldType: "booleancheckbox", readOnly: true },
  ],
  companies: [
    objectId,
    owner,
    stamp("createdate", "Create Date"),
    stamp("hs_lastmodifieddate", "Last Modified Date"),
    text("name", "Company name"),
    text("domain", "Company Domain Name"),
    text("website", "Website URL"),
    text("phone", "Phone Number"),
    text("address", "Street Address"),
    text("city", "City"),
    text("zip", "Postal Code"),
    text("country", "Country/Region"),
  ],
  calls: [
    ...engagement,
    text("hs_call_title", "Call Title"),
    body("hs_call_body"),
    choice("hs_call_direction", ["INBOUND", "OUTBOUND"]),
    choice("hs_call_status", [
      "BUSY",
      "CALLING_CRM_USER",
      "CANCELED",
      "COMPLETED",
      "CONNECTING",
      "FAILED",
      "IN_PROGRESS",
      "MISSED",
      "NO_ANSWER",
      "QUEUED",
      "RINGING",
    ]),
    { name: "hs_call_duration", label: "Call duration", type: "number", fieldType: "number" },
  ],
  emails: [
    ...engagement,
    text("hs_email_subject", "Email subject"),
    body("hs_email_text"),
    body("hs_email_html"),
    choice("hs_email_direction", ["EMAIL", "INCOMING_EMAIL", "FORWARDED_EMAIL"]),
    choice("hs_email_status", ["BOUNCED", "FAILED", "SCHEDULED", "SENDING", "SENT"]),
  ],
  meetings: [
    ...engagement,
    text("hs_meeting_title", "Meeting name"),
    body("hs_meeting_body"),
    choice("hs_meeting_outcome", ["SCHEDULED", "COMPLETED", "RESCHEDULED", "NO_SHOW", "CANCELED"]),
    { name: "hs_meeting_start_time", type: "datetime", fieldType: "date" },
    { name: "hs_meeting_end_time", type: "datetime", fieldType: "date" },
  ],
  notes: [...engagement, body("hs_note_body")],
  tasks: [
    ...engagement,
    text("hs_task_subject", "Task title"),
    body("hs_task_body"),
    choice("hs_task_status", ["NOT_STARTED", "IN_PROGRESS", "WAITING", "COMPLETED", "DEFERRED"]),
    choice("hs_task_priority", ["NONE", "LOW", "MEDIUM", "HIGH"]),
  ],
};
