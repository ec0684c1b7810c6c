import type { Environment } from "../orm/schema.js";

/** How numbers of one kind look. */
export interface NumberSeries {
  readonly code: string;
  readonly prefix: string;
  readonly digits: number;
}

interface StoredSeries {
  readonly next: number;
}

/** The next number of a series, for example `S00026`. */
export function nextNumber(env: Pick<Environment, "store">, { code, prefix, digits }: NumberSeries): string {
  const series = env.store.collection<StoredSeries>("ir.sequence");
  const { next } = series.get(code) ?? { next: 1 };
  series.put(code, { next: next + 1 });
  return `${prefix}${String(next).padStart(digits, "0")}`;
}

/** Makes a series go on after a number that is taken already. */
export function continueAfter(env: Pick<Environment, "store">, code: string, taken: number): void {
  const series = env.store.collection<StoredSeries>("ir.sequence");
  if ((series.get(code)?.next ?? 1) <= taken) series.put(code, { next: taken + 1 });
}
