/** The same values without the keys that are null, at every depth of plain objects; lists keep their places. */
export function withoutNulls(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const said = Object.entries(values).filter(([, value]) => value !== null);
  return Object.fromEntries(said.map(([key, value]) => [key, inside(value)]));
}

function inside(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inside);
  return isPlain(value) ? withoutNulls(value) : value;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
