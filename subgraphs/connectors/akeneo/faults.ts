import { z } from "zod";
import type { VendorAnswer, VendorFault } from "#sdk";

const problemSchema = z.object({ code: z.number().optional(), message: z.string() });

/** How the token endpoint words wrong credentials, which it answers with 422. */
const refusedLogin = /"client_id" is missing|username and password|grant type is not authorized|"username" or "password" is missing/;

/**
 * Names a failing answer from Akeneo's `{ code, message }`; its messages name attributes, codes and filters, never people.
 *
 * Source: https://api.akeneo.com/documentation/responses.html
 */
export function classifyAkeneoAnswer({ status, body }: VendorAnswer): VendorFault | undefined {
  const problem = problemSchema.safeParse(body);
  // 429 and 5xx are named well by their status and `Retry-After`.
  if (!problem.success || status < 400 || status === 429 || status >= 500) return undefined;
  const named = { vendorCode: `HTTP ${status}`, message: problem.data.message };
  const isLogin = status === 422 && refusedLogin.test(problem.data.message);
  return { kind: status === 401 || isLogin ? "unauthorized" : "refused", ...named };
}
