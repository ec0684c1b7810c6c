import type { Collection, Store } from "../simulator/store.js";
import type {
  CartRecord,
  CustomerRecord,
  IdempotencyRecord,
  InventoryItemRecord,
  InventoryLevelRecord,
  LocationRecord,
  OrderRecord,
  ProductRecord,
  PublicationRecord,
  ShopRecord,
  VariantRecord,
  WebhookRecord,
} from "./records.js";

/** The shop's documents, by collection. */
export interface ShopData {
  readonly shop: () => ShopRecord;
  readonly shops: Collection<ShopRecord>;
  readonly publications: Collection<PublicationRecord>;
  readonly products: Collection<ProductRecord>;
  readonly variants: Collection<VariantRecord>;
  readonly inventoryItems: Collection<InventoryItemRecord>;
  /** Under `<item id>:<location id>`. */
  readonly inventoryLevels: Collection<InventoryLevelRecord>;
  readonly locations: Collection<LocationRecord>;
  readonly customers: Collection<CustomerRecord>;
  readonly orders: Collection<OrderRecord>;
  readonly draftOrders: Collection<OrderRecord>;
  readonly carts: Collection<CartRecord>;
  readonly webhooks: Collection<WebhookRecord>;
  readonly idempotency: Collection<IdempotencyRecord>;
}

/** Opens the collections of one shop. */
export function openShopData(store: Store): ShopData {
  const shops = store.collection<ShopRecord>("shop");
  return {
    shops,
    shop: () => {
      const record = shops.get("shop");
      if (record === undefined) throw new Error("The shop has no record of itself; start with an empty data folder.");
      return record;
    },
    publications: store.collection("publications"),
    products: store.collection("products"),
    variants: store.collection("variants"),
    inventoryItems: store.collection("inventory_items"),
    inventoryLevels: store.collection("inventory_levels"),
    locations: store.collection("locations"),
    customers: store.collection("customers"),
    orders: store.collection("orders"),
    draftOrders: store.collection("draft_orders"),
    carts: store.collection("carts"),
    webhooks: store.collection("webhooks"),
    idempotency: store.collection("idempotency"),
  };
}

/** Key of the level of one item in one location. */
export function levelKey(itemId: number | string, locationId: number | string): string {
  return `${itemId}:${locationId}`;
}

/** The document under that id, which another document promises to exist. */
export function mustGet<T>(collection: Collection<T>, id: number | string): T {
  const document = collection.get(id);
  if (document === undefined) throw new Error(`No document ${id} where another one refers to it.`);
  return document;
}

/** Levels of one item in all locations. */
export function levelsOf(data: ShopData, itemId: number): InventoryLevelRecord[] {
  return data.locations.all().flatMap(({ id }) => data.inventoryLevels.get(levelKey(itemId, id)) ?? []);
}

/** What of one item can be sold, over all locations. */
export function availableOf(data: ShopData, itemId: number): number {
  return levelsOf(data, itemId).reduce((sum, level) => sum + level.available, 0);
}
