import type { Interaction } from "#model";
import { reader } from "./mapping.js";
import { plainText } from "./plain-text.js";
import type { EngagementType } from "./settings.js";
import type { HubspotRecord } from "./wire.js";

interface EngagementFields {
  readonly kind: Interaction["kind"];
  readonly subject?: string;
  /** The first one that is set is the text. */
  readonly body: readonly string[];
}

const fields: Readonly<Record<EngagementType, EngagementFields>> = {
  calls: { kind: "CALL", subject: "hs_call_title", body: ["hs_call_body"] },
  emails: { kind: "EMAIL", subject: "hs_email_subject", body: ["hs_email_text", "hs_email_html"] },
  meetings: { kind: "MEETING", subject: "hs_meeting_title", body: ["hs_meeting_body"] },
  notes: { kind: "NOTE", body: ["hs_note_body"] },
  tasks: { kind: "TASK", subject: "hs_task_subject", body: ["hs_task_body"] },
};

/** The properties of an engagement that an interaction is made of. */
export function engagementProperties(type: EngagementType): string[] {
  const { subject, body } = fields[type];
  return ["hs_timestamp", ...(subject === undefined ? [] : [subject]), ...body];
}

/** An engagement as an interaction. A note has no title in HubSpot: the first of several lines is taken for it. */
export function toInteraction(type: EngagementType, record: HubspotRecord): Interaction {
  const read = reader(record);
  const { kind, subject, body } = fields[type];
  const html = body.map((property) => read(property)).find((value) => value !== undefined);
  const text = html === undefined ? undefined : plainText(html);
  const parts = subject === undefined ? splitNote(text) : { subject: read(subject), body: text };
  return {
    id: `${type}-${record.id}`,
    kind,
    at: read("hs_timestamp") ?? record.createdAt,
    ...(parts.subject !== undefined && { subject: parts.subject }),
    ...(parts.body !== undefined && parts.body !== "" && { body: parts.body }),
  };
}

function splitNote(text: string | undefined): { readonly subject?: string | undefined; readonly body?: string | undefined } {
  const [first, ...rest] = (text ?? "").split("\n");
  return rest.length === 0 ? { body: text } : { subject: first, body: rest.join("\n").trim() };
}
