const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Milliseconds of a duration such as `30m` or `6h`. Throws `TypeError` when it is none. */
export function durationMs(text: string): number {
  const [, count, unit] = /^([1-9]\d*)(s|m|h|d)$/u.exec(text) ?? [];
  const size = Object.entries(units).find(([name]) => name === unit)?.[1];
  if (count === undefined || size === undefined) throw new TypeError(`"${text}" is no duration; write a whole number with s, m, h or d.`);
  return Number(count) * size;
}
