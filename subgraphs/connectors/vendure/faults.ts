import { z } from "zod";
import type { VendorAnswer, VendorFault } from "#sdk";

/** Code that a fault gets when a variant in the batch has no price in the asked currency: Vendure then answers nothing at all. */
export const NO_PRICE = "NO_PRICE_IN_CHANNEL";

const graphqlErrors = z.object({
  errors: z
    .array(
      z.object({
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).optional(),
        extensions: z.object({ code: z.string().optional() }).optional(),
      }),
    )
    .min(1),
});
const refusedLogin = z.object({ data: z.object({ login: z.object({ errorCode: z.string() }) }) });

type GraphqlError = z.output<typeof graphqlErrors>["errors"][number];

const PRICE_FIELDS = new Set<string | number | undefined>(["price", "priceWithTax", "taxRateApplied", "currencyCode"]);

const KINDS: Readonly<Record<string, VendorFault["kind"]>> = {
  FORBIDDEN: "unauthorized",
  UNAUTHORIZED: "unauthorized",
  INTERNAL_SERVER_ERROR: "unavailable",
};

/**
 * Names a failing answer from Vendure's error codes, which mostly come with HTTP 200.
 *
 * Source: `common/error/errors` of `@vendure/core` 3.7 and https://docs.vendure.io/guides/developer-guide/error-handling.
 */
export function classifyVendureAnswer(answer: VendorAnswer): VendorFault | undefined {
  const login = refusedLogin.safeParse(answer.body);
  if (login.success) return { kind: "unauthorized", vendorCode: login.data.data.login.errorCode };
  const parsed = graphqlErrors.safeParse(answer.body);
  const [first] = parsed.success ? parsed.data.errors : [];
  return first && faultOf(first);
}

function faultOf(error: GraphqlError): VendorFault {
  const code = error.extensions?.code ?? "UNKNOWN";
  if (isMissingPrice(error, code))
    return { kind: "refused", vendorCode: NO_PRICE, message: "a product has no price in the asked currency" };
  const kind = KINDS[code] ?? "refused";
  // The text of an internal error can carry anything, down to SQL with personal data.
  return kind === "unavailable" ? { kind, vendorCode: code } : { kind, vendorCode: code, message: error.message };
}

// Vendure says "internal error" for what is a gap in the data; its text is translated, the path is not.
function isMissingPrice(error: GraphqlError, code: string): boolean {
  return code === "INTERNAL_SERVER_ERROR" && error.path?.[0] === "productVariants" && PRICE_FIELDS.has(error.path.at(-1));
}
