import { hash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { CacheHeaders } from "./cache-control.js";

/** An answer with what its HTTP head needs. */
export interface Sendable {
  readonly status: number;
  readonly mediaType: string;
  readonly body: Buffer;
  readonly hasErrors: boolean;
  /** The entity tag, where it is known already. */
  readonly etag?: string;
  /** For an answer to a GET without errors. */
  readonly headers: CacheHeaders;
}

/**
 * Sends an answer. One to a GET without errors has an entity tag and is not sent again to a client that has it (RFC 9110, section 13.1.2); every
 * other must not be kept.
 */
export function sendAnswer(request: FastifyRequest, reply: FastifyReply, answer: Sendable): FastifyReply {
  const { status, mediaType, body } = answer;
  reply.code(status).header("content-type", mediaType);
  if (request.method !== "GET") return reply.send(body);
  reply.header("vary", answer.headers.vary);
  if (answer.hasErrors || status !== 200) return reply.header("cache-control", "no-store").send(body);
  const { etag = etagOf(body) } = answer;
  reply.headers({ ...answer.headers, etag });
  if (!hasAlready(request.headers["if-none-match"], etag)) return reply.send(body);
  return reply.code(304).removeHeader("content-type").send();
}

/** A strong entity tag over the bytes that go out. */
export function etagOf(body: Buffer): string {
  return `"${hash("sha256", body, "base64url").slice(0, 32)}"`;
}

// Weak comparison: a proxy that compresses may have made the tag weak.
function hasAlready(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === "*" || header.split(",").some((one) => one.trim().replace(/^W\//, "") === etag);
}
