import type { FastifyInstance } from "fastify";
import { buildSchema, execute, type GraphQLSchema } from "graphql";
import type { SimulatorWorld } from "../../simulator/simulator.js";
import { apiVersion } from "../api-version.js";
import { prepareOperation } from "../graphql/prepare-operation.js";
import { addScalars } from "../scalars.js";
import { openShopData } from "../shop-data.js";
import { cartMutations } from "./cart-mutations.js";
import { cartQueries } from "./cart-queries.js";
import { cartInputSdl } from "./schema/cart-input-sdl.js";
import { cartSdl } from "./schema/cart-sdl.js";
import type { StorefrontScope } from "./storefront-scope.js";

/** Path of the Storefront API. */
export const storefrontPath = `/api/${apiVersion}/graphql.json`;

/** The part of the Storefront API's schema that this simulator speaks. */
export function buildStorefrontSchema(): GraphQLSchema {
  return addScalars(buildSchema(["schema { query: QueryRoot mutation: Mutation }", cartSdl, cartInputSdl].join("\n")));
}

/** Registers the Storefront API, which has no cost throttle (https://shopify.dev/docs/api/usage/limits). */
export function registerStorefrontApi(app: FastifyInstance, world: SimulatorWorld): void {
  const schema = buildStorefrontSchema();
  const scope: StorefrontScope = { data: openShopData(world.store), world };
  app.post(storefrontPath, async (request, reply) => {
    reply.header("x-shopify-api-version", apiVersion);
    if (request.headers["x-shopify-storefront-access-token"] !== scope.data.shop().storefrontToken) {
      return reply.code(401).send({ errors: [{ message: "", extensions: { code: "UNAUTHORIZED" } }] });
    }
    const preparation = prepareOperation(schema, request.body);
    if (preparation.kind === "unreadable")
      return reply.code(400).send({ errors: [{ message: "Parameter missing or invalid", extensions: { code: "BAD_REQUEST" } }] });
    if (preparation.kind === "invalid") return { errors: preparation.errors };
    const { document, operation, variables } = preparation.prepared;
    const rootValue = operation.operation === "mutation" ? cartMutations(scope) : cartQueries(scope);
    return execute({ schema, document, rootValue, variableValues: { ...variables }, operationName: operation.name?.value });
  });
}
