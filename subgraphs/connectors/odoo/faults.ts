import { z } from "zod";
import type { VendorAnswer, VendorFault } from "#sdk";

const errorBody = z.object({
  error: z.object({
    message: z.string().optional(),
    data: z.object({ name: z.string().optional(), message: z.string().optional() }).optional(),
  }),
});

/** Python exceptions that say that the server, not the request, is at fault. */
const unavailable =
  /^psycopg2\.|^builtins\.(MemoryError|TimeoutError|ConnectionError|OSError)$|SerializationFailure|LockNotAvailable|PoolError/u;

/**
 * Odoo answers errors with HTTP 200: what failed is the name of the Python exception in `error.data.name`
 * (Odoo 18 documentation, "External API"; seen on a real 18.0). The message is cut, because it may repeat what was sent.
 */
export function classifyOdooAnswer({ body }: VendorAnswer): VendorFault | undefined {
  const parsed = errorBody.safeParse(body);
  if (!parsed.success) return undefined;
  const name = parsed.data.error.data?.name ?? "unknown";
  const words = { vendorCode: name, ...(name.startsWith("builtins.") && { message: firstLine(parsed.data.error.data?.message) }) };
  if (name === "odoo.exceptions.AccessDenied" || name === "odoo.http.SessionExpiredException") return { kind: "unauthorized", ...words };
  return { kind: unavailable.test(name) ? "unavailable" : "refused", ...words };
}

function firstLine(text: string | undefined): string {
  return (text ?? "").split("\n", 1)[0]?.slice(0, 160) ?? "";
}
