import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import type { Dispatcher, Pool } from "undici";

/** One request, ready for the wire. */
export interface WireRequest {
  readonly url: URL;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly headers: Record<string, string>;
  readonly body: string | null;
}

/** What came back, read whole and decompressed. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Within what the request must stay. */
export interface WireLimits {
  readonly signal: AbortSignal;
  readonly maxBytes: number;
}

/** The vendor sent more than is read into memory. */
export class AnswerTooLarge extends Error {
  override readonly name = "AnswerTooLarge";
}

/** The vendor sent us to another address. */
export class RedirectedAway extends Error {
  override readonly name = "RedirectedAway";
}

const maxRedirects = 3;
const redirects = new Set([301, 302, 303, 307, 308]);
const decoders = {
  gzip: promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip),
  deflate: promisify<Buffer, { maxOutputLength: number }, Buffer>(inflate),
  br: promisify<Buffer, { maxOutputLength: number }, Buffer>(brotliDecompress),
} as const;

/** Sends one request over the pool and reads its answer; redirects are followed only within the origin and where the method stays the same. */
export async function sendOnce(pool: Pool, request: WireRequest, limits: WireLimits): Promise<WireAnswer> {
  let url = request.url;
  for (let hops = 0; ; hops += 1) {
    const answer = await exchange(pool, { ...request, url }, limits);
    if (!redirects.has(answer.status)) return answer;
    const next = redirectTarget(answer, url, request.method);
    if (next === undefined || hops >= maxRedirects) throw new RedirectedAway(`HTTP ${answer.status} to another address`);
    url = next;
  }
}

function redirectTarget({ status, headers }: WireAnswer, from: URL, method: string): URL | undefined {
  const location = headers.get("location");
  if (location === null || !URL.canParse(location, from.href)) return undefined;
  if (method !== "GET" && status !== 307 && status !== 308) return undefined;
  const target = new URL(location, from);
  return target.origin === from.origin ? target : undefined;
}

async function exchange(pool: Pool, { url, method, headers, body }: WireRequest, { signal, maxBytes }: WireLimits): Promise<WireAnswer> {
  const response = await pool.request({ path: `${url.pathname}${url.search}`, method, headers, body, signal });
  const received = await readBody(response, maxBytes);
  const answerHeaders = headersOf(response);
  const bytes = await decompressed(received, answerHeaders.get("content-encoding"), maxBytes);
  return { status: response.statusCode, headers: answerHeaders, text: bytes.toString("utf8") };
}

async function readBody({ body }: Dispatcher.ResponseData, maxBytes: number): Promise<Buffer> {
  const pieces: AsyncIterable<Uint8Array> = body;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const bytes of pieces) {
    size += bytes.length;
    if (size > maxBytes) {
      throw new AnswerTooLarge(`more than ${maxBytes} bytes`);
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks, size);
}

/** Undici's own decompression is marked experimental and warns at start-up; one call of zlib does it. */
async function decompressed(bytes: Buffer, encoding: string | null, maxOutputLength: number): Promise<Buffer> {
  if (encoding === null || bytes.length === 0) return bytes;
  const name = encoding.trim().toLowerCase();
  if (name !== "gzip" && name !== "br" && name !== "deflate") return bytes;
  try {
    return await decoders[name](bytes, { maxOutputLength });
  } catch (error) {
    const isTooLarge = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    if (isTooLarge) throw new AnswerTooLarge(`more than ${maxOutputLength} bytes`, { cause: error });
    throw error;
  }
}

function headersOf({ headers }: Dispatcher.ResponseData): Headers {
  const list = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) list.append(name, one);
  }
  return list;
}
