import type { OperationAnswer, WrittenAnswer } from "./execute-operation.js";

/** When an answer is cut. */
export interface ChunkLimits {
  /** UTF-16 code units from which on an answer leaves in chunks, each of about as many. */
  readonly chunkLength: number;
}

/** A chunk takes well under a millisecond to write. */
const usual: ChunkLimits = { chunkLength: 64 * 1024 };

/**
 * The JSON of an answer: whole when it is small, else in chunks that are made one at a time, so that whoever sends them can wait for the client
 * and let others have their turn in between. Joined they are what `JSON.stringify` gives; each is well-formed text of its own.
 */
export function answerChunks(answer: WrittenAnswer | OperationAnswer, limits: ChunkLimits = usual): string | Iterable<string> {
  if ("json" in answer) return answer.json.length <= limits.chunkLength ? answer.json : slicesOf(answer.json, limits);
  const pieces = gathered(piecesOf(answer, 0), limits);
  const first = pieces.next();
  if (first.done === true) return "";
  const second = pieces.next();
  return second.done === true ? first.value : following([first.value, second.value], pieces);
}

function* following(made: readonly string[], rest: Iterable<string>): Generator<string> {
  yield* made;
  yield* rest;
}

function* slicesOf(text: string, { chunkLength }: ChunkLimits): Generator<string> {
  for (let at = 0; at < text.length;) {
    const end = at + chunkLength;
    // A character of two units stays in one chunk: half of it has no UTF-8.
    const isSplit = isHighSurrogate(text.charCodeAt(end - 1));
    const next = isSplit ? end + 1 : end;
    yield text.slice(at, next);
    at = next;
  }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function* gathered(pieces: Iterable<string>, { chunkLength }: ChunkLimits): Generator<string> {
  let text = "";
  for (const piece of pieces) {
    text += piece;
    if (text.length < chunkLength) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}

/** Deeper than this a value is written in one go. */
const maxDepth = 8;
/** Items of a list that are written in one go. */
const itemsAtOnce = 16;

function* piecesOf(value: unknown, depth: number): Generator<string> {
  if (depth < maxDepth && Array.isArray(value)) yield* piecesOfList(value, depth);
  else if (depth < maxDepth && isPlain(value)) yield* piecesOfObject(value, depth);
  else yield written(value);
}

function* piecesOfList(list: readonly unknown[], depth: number): Generator<string> {
  yield "[";
  const isLong = list.length > itemsAtOnce;
  for (let at = 0; at < list.length; at += isLong ? itemsAtOnce : 1) {
    if (at > 0) yield ",";
    if (isLong) yield JSON.stringify(list.slice(at, at + itemsAtOnce)).slice(1, -1);
    else yield* piecesOf(list[at], depth + 1);
  }
  yield "]";
}

function* piecesOfObject(object: object, depth: number): Generator<string> {
  let before = "{";
  for (const [key, value] of Object.entries(object)) {
    if (isLeftOut(value)) continue;
    yield `${before}${JSON.stringify(key)}:`;
    yield* piecesOf(value, depth + 1);
    before = ",";
  }
  yield before === "{" ? "{}" : "}";
}

function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && !("toJSON" in value);
}

function isLeftOut(value: unknown): boolean {
  return value === undefined || typeof value === "function" || typeof value === "symbol";
}

// In a list, what JSON has no word for is null.
function written(value: unknown): string {
  return isLeftOut(value) ? "null" : JSON.stringify(value);
}
