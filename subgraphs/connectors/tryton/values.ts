import { Decimal } from "decimal.js";
import { z } from "zod";

/*
 * How Tryton writes values in JSON: whatever JSON has no word for is an object with `__class__`.
 * Source: `trytond/protocols/jsonrpc.py` of Tryton 6.0.
 */

/** A `Numeric`: the exact number as it stands in the database. */
export const numeric = z
  .object({ __class__: z.literal("Decimal"), decimal: z.string().refine(isFinite, "must be a finite number") })
  .transform(({ decimal }) => new Decimal(decimal));

const calendarDay = { year: z.int(), month: z.int(), day: z.int() };

/** A `Date`, as an ISO 8601 calendar day. */
export const day = z
  .object({ __class__: z.literal("date"), ...calendarDay })
  .transform(({ year, month, day: date }) => `${padded(year, 4)}-${padded(month)}-${padded(date)}`);

/** A `DateTime` or `Timestamp`, as an ISO 8601 time to the microsecond; a Tryton server works in UTC. */
export const instant = z
  .object({ __class__: z.literal("datetime"), ...calendarDay, hour: z.int(), minute: z.int(), second: z.int(), microsecond: z.int() })
  .transform((at) => {
    const date = `${padded(at.year, 4)}-${padded(at.month)}-${padded(at.day)}`;
    return `${date}T${padded(at.hour)}:${padded(at.minute)}:${padded(at.second)}.${padded(at.microsecond, 6)}Z`;
  });

/** An ISO 8601 time as Tryton's JSON carries a `DateTime`, to the millisecond; UTC. */
export function toTrytonDateTime(iso: string): object {
  const at = new Date(iso);
  const date = { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
  const time = { hour: at.getUTCHours(), minute: at.getUTCMinutes(), second: at.getUTCSeconds() };
  return { __class__: "datetime", ...date, ...time, microsecond: at.getUTCMilliseconds() * 1_000 };
}

/** A `TimeDelta`, in days. */
export const days = z.object({ __class__: z.literal("timedelta"), seconds: z.number() }).transform(({ seconds }) => seconds / 86_400);

/** A `Boolean`; SQLite answers 0 and 1. */
export const flag = z.union([z.boolean(), z.literal(0), z.literal(1)]).transform(Boolean);

/** A `Char` or `Text` that may be empty: `undefined` when there is nothing in it. */
export const text = z
  .string()
  .nullable()
  .transform((value) => (value === null || value.trim() === "" ? undefined : value));

/** A record's id. */
export const recordId = z.int();

/** The code of a related record; `undefined` when there is no record or it has no code. */
export const codeOf = z
  .object({ code: text })
  .nullable()
  .transform((record) => record?.code);

/** When a record was last changed: a record that was never written to after its creation has no `write_date`. */
export function changedAt(record: { readonly write_date: string | null; readonly create_date: string | null }): string | undefined {
  return record.write_date ?? record.create_date ?? undefined;
}

function isFinite(decimal: string): boolean {
  return /^[+-]?\d*\.?\d+(E[+-]?\d+)?$/iu.test(decimal);
}

function padded(part: number, length = 2): string {
  return String(part).padStart(length, "0");
}
