import type { FastifyRequest } from "fastify";
import { DocumentNotTrusted, DocumentUnknown, type TrustedDocuments } from "../../limits/index.js";
import type { AskedOperation } from "./asked-operation.js";
import type { PersistedQueries } from "./persisted-queries.js";

/** Finds the text that a request means; throws `DocumentNotTrusted` or `DocumentUnknown`. */
export type ResolveDocument = (asked: AskedOperation | undefined, request: FastifyRequest) => AskedOperation | undefined;

/**
 * Finds texts by their id in the manifest, or by their hash among those that clients registered. A request that names a document of the manifest
 * is rewritten to carry its text, so that Apollo Server knows no other.
 */
export function resolveDocuments(persisted: PersistedQueries, trusted: TrustedDocuments | undefined): ResolveDocument {
  const check = (text: string): void => {
    if (trusted?.isTrusted(text) === false) throw new DocumentNotTrusted({});
  };
  return (asked, request) => {
    if (asked === undefined) {
      for (const text of textsIn(request)) check(text);
      return undefined;
    }
    if (asked.text !== undefined) {
      check(asked.text);
      return asked;
    }
    const named = trusted && trustedText(asked, trusted);
    if (named !== undefined) return rewritten({ ...asked, text: named, persistedHash: undefined }, request);
    return asked.persistedHash === undefined ? asked : { ...asked, text: persisted.find(asked.persistedHash) };
  };
}

function trustedText({ documentId, persistedHash }: AskedOperation, trusted: TrustedDocuments): string | undefined {
  const id = documentId ?? persistedHash;
  const text = id === undefined ? undefined : trusted.textOf(id);
  if (text !== undefined) return text;
  if (documentId !== undefined) throw new DocumentUnknown({});
  if (persistedHash !== undefined && trusted.only) throw new DocumentNotTrusted({});
  return undefined;
}

// Apollo Server reads some forms that are not read here.
function textsIn({ method, body, url }: FastifyRequest): readonly string[] {
  if (method === "GET") return new URLSearchParams(url.slice(url.indexOf("?") + 1 || url.length)).getAll("query");
  const query: unknown = typeof body === "object" && body !== null && "query" in body ? body.query : undefined;
  return typeof query === "string" ? [query] : [];
}

function rewritten(asked: AskedOperation & { readonly text: string }, request: FastifyRequest): AskedOperation {
  const { text: query, operationName, variables } = asked;
  if (asked.method === "POST") {
    request.body = { query, ...(operationName !== undefined && { operationName }), ...(variables && { variables }) };
    return asked;
  }
  const search = new URLSearchParams({ query });
  if (operationName !== undefined) search.set("operationName", operationName);
  if (variables) search.set("variables", JSON.stringify(variables));
  request.raw.url = `/graphql?${String(search)}`;
  return asked;
}
