import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import { AnswerTooLarge } from "./answer-too-large.js";

/** What a subgraph is told that it may answer in. */
export const ACCEPTED_ENCODINGS = "gzip, br";

/** The answer is compressed in a way that nobody asked for, or its compression is broken. */
export class BadCompression extends Error {
  override readonly name = "BadCompression";
}

const decoders = {
  gzip: promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip),
  br: promisify<Buffer, { maxOutputLength: number }, Buffer>(brotliDecompress),
  deflate: promisify<Buffer, { maxOutputLength: number }, Buffer>(inflate),
} as const;

/**
 * The bytes of an answer without its compression, off the main thread; a small answer that swells beyond `maxBytes` is given up. Rejects with
 * `AnswerTooLarge` or `BadCompression`.
 */
export async function decompress(bytes: Buffer, encoding: string, maxBytes: number): Promise<Buffer> {
  const name = encoding.trim().toLowerCase();
  if (name === "identity" || bytes.byteLength === 0) return bytes;
  if (name !== "gzip" && name !== "br" && name !== "deflate") throw new BadCompression(`content-encoding ${name}`);
  try {
    return await decoders[name](bytes, { maxOutputLength: maxBytes });
  } catch (cause) {
    const isTooLarge = cause instanceof Error && "code" in cause && cause.code === "ERR_BUFFER_TOO_LARGE";
    if (isTooLarge) throw new AnswerTooLarge(`it is larger than ${maxBytes} bytes`, { cause });
    throw new BadCompression(`broken ${name}`, { cause });
  }
}
