import { getDirectiveValues, type GraphQLResolveInfo } from "graphql";
import type { AdjustmentGroupRecord } from "../records.js";
import { vendorError } from "../vendor-error.js";
import type { QuantityError } from "./inventory-problems.js";
import type { AdminScope } from "./scope.js";

/** What is known of a key: never seen, used for the same request, or used for another one. */
export type Once =
  | { readonly kind: "new" }
  | { readonly kind: "replayed"; readonly group: AdjustmentGroupRecord }
  | { readonly kind: "mismatch"; readonly error: QuantityError };

/** The key in `@idempotent(key:)`, which inventory mutations require since 2026-04 (https://shopify.dev/docs/api/usage/implementing-idempotency). */
export function idempotencyKeyOf({ schema, fieldNodes, variableValues }: GraphQLResolveInfo): string {
  const directive = schema.getDirective("idempotent");
  const field = fieldNodes[0];
  const key = directive && field ? getDirectiveValues(directive, field, variableValues)?.["key"] : undefined;
  if (typeof key === "string" && key !== "") return key;
  throw vendorError("The @idempotent directive is required for this mutation but was not provided.", "BAD_REQUEST");
}

/** Looks a key up. */
export function once({ data }: AdminScope, request: { readonly key: string; readonly mutation: string; readonly input: unknown }): Once {
  const known = data.idempotency.get(request.key);
  if (known === undefined) return { kind: "new" };
  if (known.mutation === request.mutation && known.input === JSON.stringify(request.input)) return { kind: "replayed", group: known.group };
  const message = "The idempotency key was already used with other parameters.";
  return { kind: "mismatch", error: { field: null, message, code: "IDEMPOTENCY_KEY_PARAMETER_MISMATCH" } };
}
