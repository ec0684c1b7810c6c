import {
  getNamedType,
  isInterfaceType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
  parse,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from "graphql";
import { describe, expect, it } from "vitest";
import { generateMerchant, startSimulator, type RunningSimulator } from "#systems";
import { CART_LINES, cartsOperation } from "../../subgraphs/connectors/shopify/operations/carts.js";
import { CHANNELS } from "../../subgraphs/connectors/shopify/operations/channels.js";
import { listingsOperation } from "../../subgraphs/connectors/shopify/operations/listings.js";
import type { ShopifyOperation } from "../../subgraphs/connectors/shopify/operation.js";
import { buildAdminSchema } from "../../subgraphs/systems/shopify/admin/admin-schema.js";
import { shopifySimulator } from "../../subgraphs/systems/shopify/index.js";
import { misfitsOf } from "./shopify-answer-shape.js";
import { contractsDir, vendorAdminSchema, vendorStorefrontSchema } from "./shopify-contracts.js";

describe.skipIf(contractsDir === undefined)(
  "what the simulated shop answers (skipped without CONTRACTS_DIR, the vendor's introspection)",
  () => {
    const folder = contractsDir ?? "";

    it("to the connector's operations has the vendor's shape", async () => {
      await using shop = await openShop();
      const publications = { p0: "gid://shopify/Publication/104000000001", p1: "gid://shopify/Publication/104000000002" };
      const listing = { first: 20, query: "status:active", l0: "fr", ...publications };
      const cart = { id0: "gid://shopify/Cart/CART-0001", namespace: "custom", key: "customer_number" };
      const asked: readonly (readonly [ShopifyOperation, Record<string, unknown>])[] = [
        [CHANNELS, { first: 10 }],
        [listingsOperation({ publications: 2, locales: 1 }), listing],
        [cartsOperation(1), cart],
      ];
      for (const [operation, variables] of asked) {
        const schema = operation.api === "admin" ? vendorAdminSchema(folder) : vendorStorefrontSchema(folder);
        const { data, errors } = await send(shop, operation.api, { query: operation.text, variables });
        expect(errors).toBeUndefined();
        expect(misfitsOf(schema, parse(operation.text), data)).toEqual([]);
      }
      expect(CART_LINES.api).toBe("storefront");
    });

    it("to everything that can be listed has the vendor's shape", async () => {
      await using shop = await openShop();
      const vendor = vendorAdminSchema(folder);
      for (const query of listQueries(buildAdminSchema())) {
        const { data, errors } = await send(shop, "admin", { query });
        expect(errors, query).toBeUndefined();
        expect(misfitsOf(vendor, parse(query), data), query).toEqual([]);
      }
    });
  },
);

/** One query for each root field that needs no argument but a page size, with all its fields two levels deep. */
function listQueries(schema: GraphQLSchema): string[] {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  return fields.filter((field) => !field.args.some(isRequiredArgument)).map((field) => `{ ${fieldText(field, 2)} }`);
}

function fieldText(field: GraphQLField<unknown, unknown>, depth: number): string {
  const args = field.args.some(({ name }) => name === "first") && !isListType(field.type) ? "(first: 2)" : "";
  const selection = selectionText(getNamedType(field.type), depth);
  return selection === undefined ? "" : `${field.name}${args}${selection}`;
}

function selectionText(type: GraphQLNamedType, depth: number): string | undefined {
  if (isLeafType(type)) return "";
  if (type.name === "PageInfo") return " { hasNextPage hasPreviousPage startCursor endCursor }";
  if (isUnionType(type) || !(isObjectType(type) || isInterfaceType(type)) || depth < 0) return undefined;
  if (type.name.endsWith("Connection")) return connectionText(type.getFields()["nodes"], depth);
  const fields = Object.values(type.getFields()).filter((field) => !field.args.some(isRequiredArgument));
  const texts = fields.map((field) => fieldText(field, depth - 1)).filter((text) => text !== "");
  return texts.length === 0 ? undefined : ` { ${texts.join(" ")} }`;
}

function connectionText(nodes: GraphQLField<unknown, unknown> | undefined, depth: number): string | undefined {
  const inner = nodes && selectionText(getNamedType(nodes.type), depth);
  return inner && ` { nodes${inner} edges { cursor } pageInfo { hasNextPage endCursor } }`;
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: unknown;
}

async function send(shop: RunningSimulator, api: "admin" | "storefront", body: unknown): Promise<Answer> {
  const { accessToken = "", storefrontAccessToken = "" } = shop.credentials;
  const path = api === "admin" ? "/admin/api/2026-10/graphql.json" : "/api/2026-10/graphql.json";
  const headers = {
    "content-type": "application/json",
    "x-shopify-access-token": accessToken,
    "x-shopify-storefront-access-token": storefrontAccessToken,
  };
  const response = await fetch(shop.url + path, { method: "POST", headers, body: JSON.stringify(body) });
  const answer: unknown = await response.json();
  return typeof answer === "object" && answer !== null ? answer : {};
}

function openShop(): Promise<RunningSimulator> {
  return startSimulator(shopifySimulator, { merchant: generateMerchant({ products: 60, customers: 150 }) });
}
