import { GraphQLError } from "graphql";

/** An error that a field raises as Shopify does: in `errors`, with a code, while the field is null. */
export function vendorError(message: string, code = "BAD_REQUEST"): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

/** Shopify's answer to an id of the wrong type (https://shopify.dev/docs/api/usage/gids). */
export function invalidId(id: string): GraphQLError {
  return vendorError(`Invalid global id '${id}'`, "argumentLiteralsIncompatible");
}
