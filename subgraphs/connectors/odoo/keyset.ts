import { z } from "zod";

/** A place in a list that is sorted by a value and the id: what comes and goes before it shifts nothing. */
export type Position = z.output<typeof positionShape>;

const positionShape = z.object({ id: z.number().int(), value: z.string() });

/** A cursor that clients pass back as it is. */
export function cursorOf(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/** The position of a cursor; `undefined` when it is none of ours. */
export function positionOf(cursor: string): Position | undefined {
  try {
    return positionShape.safeParse(JSON.parse(Buffer.from(cursor, "base64url").toString())).data;
  } catch {
    return undefined;
  }
}
