import { PasserelleError } from "../errors/index.js";

// PostgreSQL, appendix A: connection exceptions, insufficient resources, operator intervention.
const outageClasses = ["08", "53", "57"];
const sqlState = /^[0-9A-Z]{5}$/;
const brokenConnection = /connection|timeout exceeded|read timeout|not queryable|pool/i;

/** Whether an error says that the database is away, rather than that a statement was wrong. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof PasserelleError) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  if (code !== undefined && sqlState.test(code) && !/^E[A-Z]{4}$/.test(code)) return outageClasses.includes(code.slice(0, 2));
  return code !== undefined ? code.startsWith("E") && "syscall" in error : brokenConnection.test(error.message);
}
