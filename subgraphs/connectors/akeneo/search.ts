/** Longest `search` in a URL, percent-encoded: servers in front of a PIM commonly refuse URLs beyond 8 KiB. */
const longestSearch = 6_000;

/** A `search` for products by identifier (api.akeneo.com/documentation/filter.html). */
export function identifierIn(identifiers: readonly string[]): string {
  return JSON.stringify({ identifier: [{ operator: "IN", value: identifiers }] });
}

/** A `search` for the direct variants of models. */
export function parentIn(models: readonly string[]): string {
  return JSON.stringify({ parent: [{ operator: "IN", value: models }] });
}

/**
 * A `search` for products changed at or after a time (ISO 8601). Akeneo's operator is exclusive and to the second, and reads the time in its
 * server's time zone: the second before is given.
 */
export function changedSince(time: string, timeZone: string): string {
  const before = new Date((Math.floor(Date.parse(time) / 1_000) - 1) * 1_000);
  return JSON.stringify({ updated: [{ operator: ">", value: serverTime(before, timeZone) }] });
}

/** How many of these keys fit into one filter: the vendor's most, or fewer when they are long. */
export function keysPerFilter(keys: readonly string[], most: number): number {
  const longest = keys.reduce((length, key) => Math.max(length, encodeURIComponent(JSON.stringify(key)).length + 3), 1);
  return Math.max(1, Math.min(most, Math.floor(longestSearch / longest)));
}

/** A time as `YYYY-MM-DD hh:mm:ss` in a time zone, which is how Swedes write it. */
function serverTime(time: Date, timeZone: string): string {
  const style = {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  } as const;
  return new Intl.DateTimeFormat("sv-SE", { ...style, hourCycle: "h23" }).format(time);
}
