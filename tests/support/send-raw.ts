import type { AnsweredError } from "./query.js";

/** An HTTP answer, read whole. */
export interface RawAnswer {
  readonly status: number;
  /** Media type without parameters. */
  readonly mediaType: string;
  readonly headers: Headers;
  readonly text: string;
  /** Errors of a GraphQL answer; empty when there are none. */
  readonly errors: readonly AnsweredError[];
}

/** Sends a request as it stands, valid or not. */
export async function sendRaw(url: string, request: RequestInit = {}): Promise<RawAnswer> {
  const response = await fetch(url, request);
  const text = await response.text();
  const mediaType = (response.headers.get("content-type") ?? "").split(";", 1)[0] ?? "";
  return { status: response.status, mediaType, headers: response.headers, text, errors: errorsIn(text) };
}

/** Sends a body to a GraphQL endpoint by POST, as JSON unless the headers say otherwise. */
export function postRaw(endpoint: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<RawAnswer> {
  return sendRaw(endpoint, { method: "POST", body, headers: { "content-type": "application/json", ...headers } });
}

function errorsIn(text: string): readonly AnsweredError[] {
  try {
    const body = JSON.parse(text) as { readonly errors?: readonly AnsweredError[] };
    return body.errors ?? [];
  } catch {
    return [];
  }
}
