declare const brand: unique symbol;

/**
 * A place in the history of the bus: `<milliseconds>-<sequence>`, as Redis Streams number their entries. Later events have greater cursors; a
 * bus that starts anew counts on from its clock, so that a cursor of an earlier life is older than its history and is found out.
 */
export type Cursor = string & { readonly [brand]: "Cursor" };

const form = /^(\d{1,15})-(\d{1,15})$/;

/** A cursor from outside; `undefined` when it is none. */
export function parseCursor(text: string): Cursor | undefined {
  return isCursor(text) ? text : undefined;
}

function isCursor(text: string): text is Cursor {
  return form.test(text);
}

/** Negative when the first is older, 0 when they are the same, positive when it is later. */
export function compareCursors(one: Cursor, other: Cursor): number {
  const [ms, sequence] = parts(one);
  const [otherMs, otherSequence] = parts(other);
  return ms - otherMs || sequence - otherSequence;
}

function parts(cursor: Cursor): readonly [number, number] {
  const dash = cursor.indexOf("-");
  return [Number(cursor.slice(0, dash)), Number(cursor.slice(dash + 1))];
}
