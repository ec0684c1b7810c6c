import type { GraphQLResolveInfo } from "graphql";
import { inventoryAdjustQuantities, inventorySetQuantities } from "./inventory-mutations.js";
import { productUpdate, productVariantsBulkUpdate } from "./product-mutations.js";
import { publishablePublish, publishableUnpublish } from "./publishing-mutations.js";
import type { AdminScope } from "./scope.js";
import { webhookSubscriptionCreate, webhookSubscriptionDelete } from "./webhook-mutations.js";

/** A mutation before it knows for which request it works. */
type Mutation<Args> = (scope: AdminScope, args: Args, info: GraphQLResolveInfo) => unknown;

/** Every mutation of the Admin API that this simulator takes. */
export function adminMutations(scope: AdminScope) {
  const bind = <Args>(mutation: Mutation<Args>) => {
    return (args: Args, _context: unknown, info: GraphQLResolveInfo): unknown => mutation(scope, args, info);
  };
  return {
    productUpdate: bind(productUpdate),
    productVariantsBulkUpdate: bind(productVariantsBulkUpdate),
    publishablePublish: bind(publishablePublish),
    publishableUnpublish: bind(publishableUnpublish),
    inventorySetQuantities: bind(inventorySetQuantities),
    inventoryAdjustQuantities: bind(inventoryAdjustQuantities),
    webhookSubscriptionCreate: bind(webhookSubscriptionCreate),
    webhookSubscriptionDelete: bind(webhookSubscriptionDelete),
  };
}
