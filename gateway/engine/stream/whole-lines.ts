/** An event is larger than may be read. */
export class EventTooLarge extends Error {
  override readonly name = "EventTooLarge";
}

const newline = 10;
const carriageReturn = 13;

/**
 * Cuts a stream of server-sent events at the ends of its lines, so that no parser copies the beginning of a long line again with each chunk.
 * Throws `EventTooLarge` when one event has more than `maxEventBytes`.
 */
export async function* wholeLines(chunks: AsyncIterable<Uint8Array>, maxEventBytes: number): AsyncGenerator<Buffer, void> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let eventBytes = 0;
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const end = bytes.lastIndexOf(newline) + 1;
    if (end > 0) {
      const lines = Buffer.concat([...held, bytes.subarray(0, end)]);
      eventBytes = openEventBytes(lines, eventBytes, maxEventBytes);
      held = [];
      heldBytes = 0;
      yield lines;
    }
    held.push(bytes.subarray(end));
    heldBytes += bytes.byteLength - end;
    refuseLarger(eventBytes + heldBytes, maxEventBytes);
  }
}

// How many bytes the event has that the lines leave open; an empty line ends one.
function openEventBytes(lines: Buffer, before: number, maxEventBytes: number): number {
  let eventBytes = before;
  for (let start = 0; start < lines.byteLength;) {
    const end = lines.indexOf(newline, start);
    const isEmpty = end === start || (end === start + 1 && lines[start] === carriageReturn);
    eventBytes = isEmpty ? 0 : eventBytes + end + 1 - start;
    refuseLarger(eventBytes, maxEventBytes);
    start = end + 1;
  }
  return eventBytes;
}

function refuseLarger(bytes: number, most: number): void {
  if (bytes > most) throw new EventTooLarge(`an event is larger than ${most} bytes`);
}
