import type { z } from "zod";
import type { VendorAnswer } from "../http-client.js";
import { redact } from "../redact.js";
import type { WireAnswer } from "./send-once.js";

const shownIssues = 3;

/** The answer with its body parsed where it is JSON, whatever it is called: some vendors send JSON as `text/plain`. */
export function readAnswer({ status, headers, text }: WireAnswer): VendorAnswer {
  return { status, headers, text, body: isMarkup(headers) ? undefined : parsed(text) };
}

/** Why the body is no JSON, in words that repeat nothing of it; `undefined` when it is, or when there is no body. */
export function jsonProblem({ headers, text, body }: VendorAnswer): string | undefined {
  if (body !== undefined || text.trim() === "") return undefined;
  const type = headers.get("content-type")?.split(";")[0] ?? "no content type";
  return isMarkup(headers) ? `a page (${redact(type)}) instead of JSON` : `invalid JSON (${redact(type)}, ${text.length} characters)`;
}

/** Where a body misses its schema: path and problem of the first issues, never a value. */
export function misfit(error: z.ZodError): string {
  const shown = error.issues.slice(0, shownIssues).map(({ path, message }) => `${path.map(String).join(".") || "body"}: ${message}`);
  const more = error.issues.length - shown.length;
  return redact(`${shown.join("; ")}${more > 0 ? `; and ${more} more` : ""}`);
}

function isMarkup(headers: Headers): boolean {
  return /^\s*(?:text\/html|application\/xhtml)/i.test(headers.get("content-type") ?? "");
}

function parsed(text: string): unknown {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the body, so nothing of it is kept.
    return undefined;
  }
}
