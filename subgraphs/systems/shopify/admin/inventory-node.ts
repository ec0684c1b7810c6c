import { connect, type Connection, type PageArgs } from "../connection.js";
import { gid, idOf } from "../gid.js";
import { metafieldOf } from "../metafield.js";
import type { InventoryItemRecord, InventoryLevelRecord, LocationRecord } from "../records.js";
import { levelKey, levelsOf, mustGet } from "../shop-data.js";
import type { AdminScope, Listing } from "./scope.js";

/** The quantity states that a level keeps (https://shopify.dev/docs/apps/build/orders-fulfillment/inventory-management-apps/manage-quantities-states). */
export const quantityNames = ["available", "on_hand", "committed", "incoming", "reserved", "damaged", "quality_control", "safety_stock"];

/** How inventory items are searched and shown. */
export function inventoryItemListing(scope: AdminScope): Listing<InventoryItemRecord, unknown> {
  const { data } = scope;
  return {
    name: "inventoryItems",
    records: data.inventoryItems.all(),
    fields: {
      default: { kind: "text", values: ({ variantId }) => [mustGet(data.variants, variantId).sku] },
      id: { kind: "number", values: ({ id }) => [id] },
      sku: { kind: "keyword", values: ({ variantId }) => [mustGet(data.variants, variantId).sku] },
      created_at: { kind: "date", values: ({ createdAt }) => [createdAt] },
      updated_at: { kind: "date", values: ({ updatedAt }) => [updatedAt] },
    },
    idOf: ({ id }) => id,
    nodeOf: (record) => inventoryItemNode(scope, record),
  };
}

/** How locations are searched, sorted and shown. */
export function locationListing(scope: AdminScope): Listing<LocationRecord, unknown> {
  return {
    name: "locations",
    records: scope.data.locations.all(),
    fields: {
      default: { kind: "text", values: ({ name, city }) => [name, city] },
      name: { kind: "text", values: ({ name }) => [name] },
      city: { kind: "text", values: ({ city }) => [city] },
      country: { kind: "keyword", values: ({ country }) => [country] },
      active: { kind: "boolean", values: () => [true] },
    },
    sortKeys: { NAME: ({ name }) => name.toLowerCase() },
    idOf: ({ id }) => id,
    nodeOf: (record) => locationNode(scope, record),
  };
}

/** An inventory item with its levels. */
export function inventoryItemNode(scope: AdminScope, record: InventoryItemRecord): unknown {
  const { data } = scope;
  const variant = (): unknown => scope.nodes.variant(mustGet(data.variants, record.variantId));
  return {
    __typename: "InventoryItem",
    ...record,
    id: gid("InventoryItem", record.id),
    legacyResourceId: String(record.id),
    sku: mustGet(data.variants, record.variantId).sku,
    unitCost: record.cost === null ? null : { amount: record.cost, currencyCode: data.shop().currency },
    inventoryLevel: ({ locationId }: { readonly locationId: string }) => {
      const level = data.inventoryLevels.get(levelKey(record.id, idOf("Location", locationId) ?? ""));
      return level ? levelNode(scope, level) : null;
    },
    inventoryLevels: (args: PageArgs) => levelPage(scope, levelsOf(data, record.id), args),
    variant,
    variants: (args: PageArgs) => connect([record.variantId], args, { idOf: (id) => id, nodeOf: variant }),
  };
}

/** A location with its levels. */
export function locationNode(scope: AdminScope, record: LocationRecord): unknown {
  const { data } = scope;
  const { createdAt } = record;
  return {
    __typename: "Location",
    id: gid("Location", record.id),
    legacyResourceId: String(record.id),
    name: record.name,
    isActive: true,
    fulfillsOnlineOrders: record.fulfillsOnlineOrders,
    shipsInventory: record.fulfillsOnlineOrders,
    address: { address1: null, address2: null, city: record.city, country: record.country, countryCode: record.country, zip: null },
    createdAt,
    updatedAt: createdAt,
    metafield: metafieldOf(record.id, { custom: { code: record.code } }, createdAt),
    inventoryLevel: ({ inventoryItemId }: { readonly inventoryItemId: string }) => {
      const level = data.inventoryLevels.get(levelKey(idOf("InventoryItem", inventoryItemId) ?? "", record.id));
      return level ? levelNode(scope, level) : null;
    },
    inventoryLevels: (args: PageArgs) =>
      levelPage(
        scope,
        data.inventoryLevels.filter(({ locationId }) => locationId === record.id),
        args,
      ),
  };
}

/** The quantities of one item in one location. */
export function levelNode(scope: AdminScope, record: InventoryLevelRecord): unknown {
  const { data } = scope;
  return {
    __typename: "InventoryLevel",
    id: levelGid(record),
    isActive: true,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
    item: () => inventoryItemNode(scope, mustGet(data.inventoryItems, record.itemId)),
    location: () => locationNode(scope, mustGet(data.locations, record.locationId)),
    quantities: ({ names }: { readonly names: readonly string[] }) =>
      names
        .filter((name) => quantityNames.includes(name))
        .map((name) => ({
          __typename: "InventoryQuantity",
          id: `${gid("InventoryQuantity", `${record.locationId}_${name}`)}?inventory_item_id=${record.itemId}`,
          name,
          quantity: quantityOf(record, name),
          updatedAt: record.updatedAt,
        })),
  };
}

/** One named quantity of a level. */
export function quantityOf(record: InventoryLevelRecord, name: string): number {
  switch (name) {
    case "available":
      return record.available;
    case "on_hand":
      return record.available + record.committed;
    case "committed":
      return record.committed;
    case "incoming":
      return record.incoming;
    default:
      return 0;
  }
}

function levelGid({ itemId, locationId }: InventoryLevelRecord): string {
  return `${gid("InventoryLevel", locationId)}?inventory_item_id=${itemId}`;
}

function levelPage(scope: AdminScope, levels: readonly InventoryLevelRecord[], args: PageArgs): Connection<unknown> {
  return connect(levels, args, {
    idOf: ({ itemId, locationId }) => levelKey(itemId, locationId),
    nodeOf: (level) => levelNode(scope, level),
  });
}
