/** What one field of one record holds; `false` is Odoo's word for "empty", a list holds ids. */
export type FieldValue = string | number | boolean | readonly number[];

/** A record as stored: many2one as an id, many2many as ids. */
export interface OdooRecord {
  readonly id: number;
  readonly [field: string]: FieldValue;
}

/** Field values by name. */
export type Values = Readonly<Record<string, FieldValue>>;

/** The ids that a relation field holds. */
export function idsIn(value: FieldValue | undefined): readonly number[] {
  if (typeof value === "object") return value;
  return typeof value === "number" ? [value] : [];
}

/** The number that a field holds; 0 when empty. */
export function numberIn(value: FieldValue | undefined): number {
  return typeof value === "number" ? value : 0;
}

/** The text that a field holds; "" when empty. */
export function textIn(value: FieldValue | undefined): string {
  return typeof value === "string" ? value : "";
}

/** A date as Odoo writes it: UTC, one second resolution, `2026-11-21 19:50:03`. */
export function odooDatetime(date: Date): string {
  return date.toISOString().slice(0, 19).replace("T", " ");
}

/** A day as Odoo writes it, in UTC. */
export function odooDate(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** A quantity or price without the dust of binary sums. */
export function rounded(value: number, digits = 6): number {
  const factor = 10 ** digits;
  // Adding zero turns -0, which JSON would print as 0 anyway, into 0.
  return Math.round((value + Math.sign(value) * Number.EPSILON) * factor) / factor + 0;
}

/** The items of a JSON list, or `undefined` for what is none. */
export function listOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}
