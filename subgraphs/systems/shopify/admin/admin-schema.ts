import { buildSchema, type GraphQLSchema } from "graphql";
import { addScalars } from "../scalars.js";
import { inventorySdl } from "./schema/inventory-sdl.js";
import { productsSdl } from "./schema/products-sdl.js";
import { publishingSdl } from "./schema/publishing-sdl.js";
import { rootSdl } from "./schema/root-sdl.js";
import { salesSdl } from "./schema/sales-sdl.js";
import { webhooksSdl } from "./schema/webhooks-sdl.js";

const head = /* GraphQL */ `
schema { query: QueryRoot mutation: Mutation }
directive @idempotent(key: String!) on FIELD
`;

/** The part of the Admin API's schema that this simulator speaks: what is not in it is refused, as the vendor refuses what it does not know. */
export function buildAdminSchema(): GraphQLSchema {
  return addScalars(buildSchema([head, rootSdl, productsSdl, publishingSdl, inventorySdl, salesSdl, webhooksSdl].join("\n")));
}
