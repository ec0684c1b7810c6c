import { z } from "zod";
import type { VendorAnswer, VendorFault } from "#sdk";

const fault = z.object({ error: z.tuple([z.unknown()], z.unknown()) });

const KINDS: Readonly<Record<string, VendorFault["kind"]>> = {
  LoginException: "unauthorized",
  RateLimitException: "rate-limited",
  ConcurrencyException: "unavailable",
  UserError: "refused",
  UserWarning: "refused",
  MissingDependenciesException: "refused",
};

// What the database drivers say while the database restarts, is full of connections, or is locked by a writer.
const PASSING =
  /database is locked|could not connect|connection (?:already closed|refused|timed out)|server closed the connection|too many (?:clients|connections)|could not serialize|deadlock detected|the database system is/iu;

/**
 * Names a failing answer: Tryton says its errors with HTTP 200, as `[name, arguments]` for its own exceptions and as
 * `[text of the exception, traceback]` for all others.
 *
 * Source: `JSONProtocol.response` in `trytond/protocols/jsonrpc.py` of Tryton 6.0.
 */
export function classifyTrytonAnswer(answer: VendorAnswer): VendorFault | undefined {
  const parsed = fault.safeParse(answer.body);
  if (!parsed.success) return undefined;
  const [name, detail] = parsed.data.error;
  if (typeof name !== "string") return { kind: "refused", vendorCode: "UNKNOWN" };
  const kind = KINDS[name];
  if (kind !== undefined) return { kind, vendorCode: name, ...messageOf(detail) };
  if (PASSING.test(name)) return { kind: "unavailable", vendorCode: "DatabaseOperationalError" };
  return { kind: "refused", vendorCode: "ServerException", message: masked(name) };
}

function messageOf(detail: unknown): { message?: string } {
  const first: unknown = Array.isArray(detail) ? detail[0] : detail;
  return typeof first === "string" && first !== "" ? { message: masked(first) } : {};
}

// Tryton quotes the names of records in its sentences: they can be those of persons.
function masked(sentence: string): string {
  return sentence.replace(/"[^"]*"/gu, '"…"').slice(0, 300);
}
