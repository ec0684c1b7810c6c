import type { FastifyRequest } from "fastify";
import type { IncomingHttpHeaders } from "node:http";

/** What a well-formed request asks for (GraphQL over HTTP, sections 5.3 and 5.4). */
export interface AskedOperation {
  readonly method: "GET" | "POST";
  /** The document's text, when it was sent. */
  readonly text: string | undefined;
  /** Its name in a manifest (`documentId`, or `id` as some clients say). */
  readonly documentId: string | undefined;
  /** Its SHA-256 in hex, for an automatic persisted query. */
  readonly persistedHash: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads a request in the common forms; `undefined` for every other: what is wrong with it, or how it is meant all the same, is Apollo Server's
 * to say. Reads nothing that Apollo Server would refuse.
 */
export function readAskedOperation(request: FastifyRequest): AskedOperation | undefined {
  const { method } = request;
  if (method === "POST") return isJsonObject(request.body) ? fromJson(request.body, method) : undefined;
  return method === "GET" && isNoForgery(request.headers) ? fromSearch(request.url) : undefined;
}

function fromJson(json: Json, method: AskedOperation["method"]): AskedOperation | undefined {
  const { query, operationName, variables, extensions, documentId = json["id"] } = json;
  const isWellFormed =
    isAbsentOr(isText, query) &&
    isAbsentOr(isText, operationName) &&
    isAbsentOr(isJsonObject, variables) &&
    isAbsentOr(isJsonObject, extensions);
  if (!isWellFormed || query === "") return undefined;
  const persistedHash = persistedHashIn(extensions ?? undefined);
  if (persistedHash === null) return undefined;
  return {
    method,
    text: query ?? undefined,
    documentId: isText(documentId) ? documentId : undefined,
    persistedHash,
    operationName: operationName ?? undefined,
    variables: variables ?? undefined,
  };
}

const parameters = ["query", "operationName", "documentId", "id"] as const;
const jsonParameters = ["variables", "extensions"] as const;

function fromSearch(url: string): AskedOperation | undefined {
  const search = new URLSearchParams(url.slice(url.indexOf("?") + 1 || url.length));
  const json: Record<string, unknown> = {};
  for (const name of [...parameters, ...jsonParameters]) {
    const [value, ...others] = search.getAll(name);
    if (others.length > 0) return undefined;
    if (value !== undefined) json[name] = value;
  }
  for (const name of jsonParameters) {
    if (name in json) json[name] = parsed(String(json[name]));
    // A request says `null` in a body only.
    if (json[name] === null) return undefined;
  }
  return fromJson(json, "GET");
}

// Apollo Server's rule against cross-site requests: only those pass that a browser asks the server about first.
function isNoForgery(headers: IncomingHttpHeaders): boolean {
  const type = headers["content-type"];
  if (type !== undefined) return /^application\/json\s*(?:;|$)/i.test(type);
  return isFilled(headers["x-apollo-operation-name"]) || isFilled(headers["apollo-require-preflight"]);
}

function isFilled(header: string | readonly string[] | undefined): boolean {
  return header !== undefined && header.length > 0;
}

// `null` when it is one that is not spoken.
function persistedHashIn(extensions: Json | undefined): string | null | undefined {
  const persisted = extensions?.["persistedQuery"];
  if (persisted === undefined || persisted === null) return undefined;
  if (!isJsonObject(persisted) || persisted["version"] !== 1) return null;
  const { sha256Hash } = persisted;
  return isText(sha256Hash) && sha256Hash !== "" ? sha256Hash : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isAbsentOr<Value>(is: (value: unknown) => value is Value, value: unknown): value is Value | undefined | null {
  return value === undefined || value === null || is(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isJsonObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);
}
