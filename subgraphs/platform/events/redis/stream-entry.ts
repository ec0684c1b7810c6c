import { z } from "zod";
import type { ChangeEvent } from "../change-event.js";
import { parseCursor, type Cursor } from "../cursor.js";
import type { StreamMark } from "./stream-mark.js";

/** An entry of the stream. */
export interface StreamEntry {
  readonly cursor: Cursor;
  readonly mark: StreamMark;
  /** Absent in the entry that a life begins with. */
  readonly event?: ChangeEvent | undefined;
}

const eventShape = z.object({
  type: z.string(),
  subject: z.string(),
  system: z.string(),
  origin: z.enum(["webhook", "poll", "file", "own"]),
  vendorEventId: z.string().exactOptional(),
  version: z.object({ at: z.string(), sequence: z.number().exactOptional() }).exactOptional(),
  receivedAt: z.string(),
  payload: z.unknown().optional(),
});

const entryShape = z.object({ id: z.string(), message: z.object({ l: z.string(), n: z.coerce.number().int(), e: z.string() }) });

/** An event as it lies in the stream. */
export function writeEvent(event: ChangeEvent): string {
  return JSON.stringify(event);
}

/** An entry as Redis gave it; `undefined` when it is none of ours. */
export function readEntry(raw: unknown): StreamEntry | undefined {
  const entry = entryShape.safeParse(raw).data;
  const cursor = entry && parseCursor(entry.id);
  if (entry === undefined || cursor === undefined) return undefined;
  const { l: life, n: count, e: text } = entry.message;
  if (text === "") return { cursor, mark: { life, count } };
  const event = eventShape.safeParse(parseJson(text)).data;
  return event && { cursor, mark: { life, count }, event };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
