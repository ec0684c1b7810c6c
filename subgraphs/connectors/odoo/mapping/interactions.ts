import { z } from "zod";
import type { Interaction } from "#model";
import type { Specification } from "../client.js";
import { linked, odooMoment, odooText, plainText } from "../wire.js";

/** Notifications of Odoo's own that may stand between interactions. */
const noise = 20;

/** What is read of a contact's newest messages. */
export function messagesFields(limit: number): Specification {
  const fields = { date: {}, subject: {}, body: {}, message_type: {}, mail_activity_type_id: { fields: { category: {} } } };
  return { ref: {}, message_ids: { fields, order: "date desc, id desc", limit: limit + noise } };
}

const messageShape = z.object({
  id: z.number(),
  date: odooMoment,
  subject: odooText,
  body: odooText,
  message_type: z.string(),
  mail_activity_type_id: linked(z.object({ category: odooText })),
});

/** Beyond the limit a message comes with its id only. */
const unread = z.object({ id: z.number() }).transform(() => undefined);

/** A contact with its messages. */
export const correspondentShape = z.object({ ref: z.string(), message_ids: z.array(z.union([messageShape, unread])) });

type Message = z.output<typeof messageShape>;

/** E-mails, notes and activities that are done, newest first; Odoo's own notifications are none. */
export function toInteractions({ message_ids }: z.output<typeof correspondentShape>, limit: number): Interaction[] {
  const messages = message_ids.filter((message) => message !== undefined);
  return messages.flatMap(toInteraction).slice(0, limit);
}

function toInteraction(message: Message): Interaction[] {
  const kind = kindOf(message);
  if (kind === undefined || message.date === undefined) return [];
  const body = plainText(message.body);
  return [
    {
      id: String(message.id),
      kind,
      at: message.date,
      ...(message.subject !== undefined && { subject: message.subject }),
      ...(body !== undefined && { body }),
    },
  ];
}

function kindOf({ message_type, mail_activity_type_id: activity }: Message): Interaction["kind"] | undefined {
  if (activity?.category === "phonecall") return "CALL";
  if (activity?.category === "meeting") return "MEETING";
  if (activity !== undefined) return "TASK";
  if (message_type === "email" || message_type === "email_outgoing") return "EMAIL";
  return message_type === "comment" ? "NOTE" : undefined;
}
