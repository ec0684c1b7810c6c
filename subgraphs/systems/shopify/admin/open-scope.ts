import type { SimulatorWorld } from "../../simulator/simulator.js";
import type { ShopData } from "../shop-data.js";
import { customerNode } from "./customer-node.js";
import { inventoryItemNode, levelNode, locationNode } from "./inventory-node.js";
import { orderNode } from "./order-node.js";
import { productNode } from "./product-node.js";
import { publicationNode } from "./publication-node.js";
import type { AdminScope } from "./scope.js";
import { variantNode } from "./variant-node.js";

/** What one request to the Admin API works with. */
export function openScope(data: ShopData, world: SimulatorWorld): AdminScope {
  const scope: AdminScope = {
    data,
    world,
    searches: [],
    nodes: {
      product: (record) => productNode(scope, record),
      variant: (record) => variantNode(scope, record),
      publication: (record) => publicationNode(scope, record),
      inventoryItem: (record) => inventoryItemNode(scope, record),
      level: (record) => levelNode(scope, record),
      location: (record) => locationNode(scope, record),
      customer: (record) => customerNode(scope, record),
      order: (record) => orderNode(scope, record),
    },
  };
  return scope;
}
