import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from "graphql";

/** Folder of the vendors' own descriptions, given by the environment. */
export const contractsDir = process.env["CONTRACTS_DIR"];

/** The vendor's Admin API, from its introspection. */
export function vendorAdminSchema(folder: string): GraphQLSchema {
  return schemaOf(gunzipSync(readFileSync(join(folder, "shopify/admin_2026-10.json.gz"))).toString("utf8"));
}

/** The vendor's Storefront API, from its introspection. */
export function vendorStorefrontSchema(folder: string): GraphQLSchema {
  return schemaOf(readFileSync(join(folder, "shopify/storefront.schema.json"), "utf8"));
}

function schemaOf(json: string): GraphQLSchema {
  const file: unknown = JSON.parse(json);
  const introspection = isIntrospection(file) ? file : typeof file === "object" && file !== null && "data" in file ? file.data : undefined;
  if (!isIntrospection(introspection)) throw new Error("The contract is no GraphQL introspection; check CONTRACTS_DIR.");
  return buildClientSchema(introspection, { assumeValid: true });
}

/** `buildClientSchema` checks the rest by itself and throws. */
function isIntrospection(value: unknown): value is IntrospectionQuery {
  return typeof value === "object" && value !== null && "__schema" in value;
}
