const dayMs = 86_400_000;

/** The day around which the merchant's past is laid out; fixed, so that the past is the same whenever it is generated. */
export const referenceDate = new Date("2026-09-01T00:00:00.000Z");

/** ISO 8601 time that many days after `from`; negative for before, fractions for times of day. */
export function daysAfter(from: Date, days: number): string {
  return new Date(from.getTime() + Math.round(days * dayMs)).toISOString();
}

/** The start of that day in UTC. */
export function startOfDay(date: Date): Date {
  return new Date(Math.floor(date.getTime() / dayMs) * dayMs);
}
