import type { FastifyRequest } from "fastify";
import type { AnswerLifetimes } from "./answer-lifetimes.js";

/** What of a request's headers travels to subgraphs. */
export type HeadersOf = (request: FastifyRequest) => Readonly<Record<string, string>>;

/** What a GET's answer without errors tells whoever may keep it. */
export interface CacheHeaders {
  readonly "cache-control": string;
  readonly vary: string;
  /** Seconds for which it has been kept here, where it was. */
  readonly age?: string;
}

/** Tells clients and what stands between them and us how to keep answers (RFC 9111). */
export interface CacheControl {
  readonly of: (request: FastifyRequest, lifetimes: AnswerLifetimes | undefined, ageMs: number) => CacheHeaders;
}

/** Nobody but the client may keep it, and only to ask whether it still stands. */
const askAgain = "private, no-cache";

/** These say nothing about who a client is. */
const impersonal = new Set(["accept-language", "x-request-id"]);

/** `forwarded` are the names of headers that travel to subgraphs: an answer may depend on each. Whatever may be personal is private. */
export function createCacheControl(forwarded: readonly string[], headersOf: HeadersOf): CacheControl {
  const names = new Set(["accept", "accept-language", "authorization", ...forwarded]);
  names.delete("x-request-id");
  const vary = [...names].join(", ");
  return {
    of: (request, lifetimes, ageMs) => {
      const toldMs = lifetimes?.toldMs ?? 0;
      if (toldMs <= ageMs) return { "cache-control": askAgain, vary };
      const sent = request.headers.authorization === undefined ? Object.keys(headersOf(request)) : ["authorization"];
      const isPublic = lifetimes?.isPrivate === false && sent.every((name) => impersonal.has(name));
      const age = Math.floor(ageMs / 1000);
      const control = `${isPublic ? "public" : "private"}, max-age=${Math.floor(toldMs / 1000)}`;
      return { "cache-control": control, vary, ...(age > 0 && { age: String(age) }) };
    },
  };
}
