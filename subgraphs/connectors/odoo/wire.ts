import { z } from "zod";

/** A text; Odoo writes `false` for none. */
export const odooText = z.union([z.string(), z.literal(false)]).transform((value) => (value === false || value === "" ? undefined : value));

/** A moment: Odoo writes UTC without saying so, `2026-11-21 19:50:03`; read as ISO 8601. */
export const odooMoment = z
  .union([z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/), z.literal(false)])
  .transform((value) => (value === false ? undefined : `${value.replace(" ", "T")}Z`));

/** A day, or none. */
export const odooDay = z
  .union([z.string().regex(/^\d{4}-\d\d-\d\d$/), z.literal(false)])
  .transform((value) => (value === false ? undefined : value));

/** The id of a linked record, or none. */
export const odooLink = z.union([z.number().int(), z.literal(false)]).transform((value) => (value === false ? undefined : value));

/** A linked record that was read along, or none. */
export const linked = <Shape extends z.ZodRawShape>(shape: z.ZodObject<Shape>) =>
  z.union([shape, z.literal(false)]).transform((value) => (value === false ? undefined : value));

/** A moment as Odoo wants it in a domain; ISO 8601 with any offset is read. */
export function toOdooMoment(iso: string): string {
  return new Date(iso).toISOString().slice(0, 19).replace("T", " ");
}

/** The words of a text that Odoo keeps as HTML; `undefined` when there are none. */
export function plainText(html: string | undefined): string | undefined {
  const words = (html ?? "")
    .replace(/<[^>]*>/g, " ")
    .replace(/&[a-z]+;|&#\d+;/g, decodeEntity)
    .replace(/\s+/g, " ")
    .trim();
  return words === "" ? undefined : words;
}

const entities: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&nbsp;": " " };

function decodeEntity(entity: string): string {
  return entities[entity] ?? entity;
}
