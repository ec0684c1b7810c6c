import { levelKey } from "../shop-data.js";
import { firstId, type Seeding } from "./seeding.js";

/** The merchant's warehouses and shops; its code is the metafield `custom.code`. */
export function seedLocations({ merchant, data, at }: Seeding): void {
  merchant.locations.forEach(({ code, name, city, country, kind }, index) => {
    const id = firstId.location + index;
    data.locations.put(id, { id, code, name, city, country, fulfillsOnlineOrders: kind === "WAREHOUSE", createdAt: at });
  });
}

/** Stock levels, cut to the whole numbers that Shopify keeps. */
export function seedInventory({ merchant, data, at }: Seeding): void {
  const items = new Map(data.variants.all().map(({ sku, inventoryItemId }) => [sku, inventoryItemId]));
  const locations = new Map(data.locations.all().map(({ code, id }) => [code, id]));
  const incoming = Map.groupBy(merchant.incoming, ({ sku, location }) => `${sku} ${location}`);
  for (const { sku, location, onHand, reserved } of merchant.stock) {
    const itemId = items.get(sku);
    const locationId = locations.get(location);
    if (itemId === undefined || locationId === undefined) continue;
    const expected = incoming.get(`${sku} ${location}`) ?? [];
    data.inventoryLevels.put(levelKey(itemId, locationId), {
      itemId,
      locationId,
      available: Math.floor(onHand - reserved),
      committed: Math.floor(reserved),
      incoming: Math.floor(expected.reduce((sum, { quantity }) => sum + quantity, 0)),
      createdAt: at,
      updatedAt: at,
    });
  }
}
