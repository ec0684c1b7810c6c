import fc from "fast-check";
import { connect } from "node:net";
import { oddDocument, oddVariables } from "./operations.js";

/** Bytes to be written to the HTTP door in the given pieces, one connection each. */
export interface HttpShot {
  readonly pieces: readonly Buffer[];
}

/** What came back until the connection ended. */
export interface ShotOutcome {
  readonly tookMs: number;
  /** Whether the connection ended within the time that a shot is given. */
  readonly ended: boolean;
  readonly text: string;
}

const contentTypes = [
  "application/json",
  "application/json; charset=utf-8",
  "application/json; charset=utf-16",
  "application/graphql",
  "application/graphql-response+json",
  "text/plain",
  "multipart/form-data; boundary=x",
  "application/x-www-form-urlencoded",
  "nonsense",
  "",
];
const accepts = [
  "*/*",
  "application/json",
  "application/graphql-response+json",
  "text/event-stream",
  "multipart/mixed",
  "text/html",
  "nonsense/;;q=x",
  "application/json, */*",
  "application/graphql-response+json, application/json;q=0.9",
];

const contentType = fc.oneof({ weight: 12, arbitrary: fc.constant("application/json") }, fc.constantFrom(...contentTypes));
const method = fc.oneof(
  { weight: 6, arbitrary: fc.constant("POST") },
  fc.constantFrom("GET", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH", "FOO"),
);
const target = fc.oneof(
  { weight: 6, arbitrary: fc.constant("/graphql") },
  fc.constantFrom(
    "/",
    "/graphql/",
    "/graphql?query=%7B__typename%7D",
    "/graphql?query=%",
    "/metrics",
    "/health/live",
    "/webhooks/erp",
    "//",
    "*",
  ),
  oddDocument.map((text) => `/graphql?query=${encodeURIComponent(text.toWellFormed()).slice(0, 6_000)}`),
);
const headerValue = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("fr", "gzip, br", "1000", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01") },
  fc.constantFrom(
    "Bearer x",
    "Bearer ",
    "Basic eDp5",
    "gzip",
    "chunked",
    "100-continue",
    "0",
    "-1",
    "close, upgrade",
    "1e9",
    "x".repeat(9_000),
  ),
  fc.string({ unit: "binary-ascii", maxLength: 40 }),
);
const headerName = fc.constantFrom(
  "authorization",
  "accept-language",
  "accept-encoding",
  "content-encoding",
  "x-passerelle-timeout-ms",
  "x-request-id",
  "traceparent",
  "baggage",
  "expect",
  "upgrade",
  "connection",
  "if-none-match",
  "apollo-require-preflight",
  "cookie",
  "x-forwarded-for",
);

const json = fc
  .record({
    query: oddDocument,
    variables: oddVariables,
    operationName: fc.constantFrom(undefined, undefined, undefined, "Listing", "S", "", null, 7),
  })
  .map((body) => JSON.stringify(body));
const persisted = fc
  .string({ maxLength: 70 })
  .map((sha256Hash) => JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash } } }));
const body = fc.oneof(
  { weight: 6, arbitrary: json },
  persisted,
  fc.array(json, { maxLength: 3 }).map((all) => `[${all.join(",")}]`),
  fc.jsonValue().map((value) => JSON.stringify(value)),
  fc.tuple(json, fc.nat(400)).map(([text, at]) => text.slice(0, at)),
  fc.constantFrom(10, 50_000).map((n) => `{"query":"{__typename}","variables":${'{"a":'.repeat(n)}1${"}".repeat(n)}}`),
  fc.constant(`{"query":"{__typename}","x":"${"y".repeat(2 * 1024 * 1024)}"}`),
  fc.string({ unit: "binary", maxLength: 200 }),
);

const lengthLie = fc.oneof({ weight: 20, arbitrary: fc.constant(0) }, fc.constantFrom(-3, 7, 1e12));

const request: fc.Arbitrary<HttpShot> = fc
  .record({
    method,
    target,
    type: contentType,
    accept: fc.constantFrom(...accepts),
    more: fc.array(fc.tuple(headerName, headerValue), { maxLength: 3, size: "small" }),
    body: body.map((text) => Buffer.from(text)),
    chunk: fc.option(fc.integer({ min: 1, max: 5_000 }), { freq: 3 }),
    lengthLie,
  })
  .map((shot) => {
    const headers = [
      `${shot.method} ${shot.target} HTTP/1.1`,
      "host: 127.0.0.1",
      `content-type: ${shot.type}`,
      `accept: ${shot.accept}`,
      ...shot.more.map(([name, value]) => `${name}: ${value}`),
      shot.chunk === null ? `content-length: ${Math.max(0, shot.body.length + shot.lengthLie)}` : "transfer-encoding: chunked",
      "connection: close",
    ];
    const head = Buffer.from(`${headers.join("\r\n")}\r\n\r\n`, "latin1");
    return { pieces: [head, ...(shot.chunk === null ? [shot.body] : chunked(shot.body, shot.chunk))] };
  });

const bytes: fc.Arbitrary<HttpShot> = fc
  .array(fc.uint8Array({ maxLength: 400 }), { minLength: 1, maxLength: 4 })
  .map((pieces) => ({ pieces: pieces.map((piece) => Buffer.from(piece)) }));

const flipped: fc.Arbitrary<HttpShot> = fc
  .tuple(request, fc.array(fc.tuple(fc.nat(2_000), fc.nat(255)), { minLength: 1, maxLength: 6 }))
  .map(([{ pieces }, flips]) => {
    const whole = Buffer.concat(pieces);
    for (const [at, value] of flips) whole[at % whole.length] = value;
    return { pieces: [whole] };
  });

/** A shot at the HTTP door. */
export const httpShot = fc.oneof({ weight: 16, arbitrary: request }, { weight: 1, arbitrary: bytes }, { weight: 2, arbitrary: flipped });

function chunked(whole: Buffer, size: number): Buffer[] {
  const chunks: Buffer[] = [];
  // A large body in tiny pieces would only show how slow sockets are.
  const step = Math.max(size, Math.ceil(whole.length / 200));
  for (let at = 0; at < whole.length; at += step) {
    const part = whole.subarray(at, at + step);
    chunks.push(Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from("\r\n")]));
  }
  return [...chunks, Buffer.from("0\r\n\r\n")];
}

/** Fires a shot and waits until the other side has ended the connection, but no longer than `withinMs`. */
export function fireHttp(port: number, { pieces }: HttpShot, withinMs: number): Promise<ShotOutcome> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const received: Buffer[] = [];
    const socket = connect({ port, host: "127.0.0.1" });
    const finish = (ended: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ ended, tookMs: performance.now() - startedAt, text: Buffer.concat(received).toString("utf8") });
    };
    const timer = setTimeout(() => finish(false), withinMs);
    // An answer before the body was read whole resets the connection: that is an end as well.
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => received.push(chunk));
    socket.once("close", () => finish(true));
    for (const piece of pieces) socket.write(piece);
    socket.end();
  });
}
