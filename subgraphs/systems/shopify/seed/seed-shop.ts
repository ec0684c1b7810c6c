import { createHash } from "node:crypto";
import type { Merchant } from "../../merchant/merchant.js";
import type { SimulatorWorld } from "../../simulator/simulator.js";
import type { ShopRecord } from "../records.js";
import { openShopData } from "../shop-data.js";
import { seedCarts } from "./seed-carts.js";
import { seedCustomers } from "./seed-customers.js";
import { seedLocations, seedInventory } from "./seed-inventory.js";
import { seedOrders } from "./seed-orders.js";
import { seedProducts } from "./seed-products.js";
import { seedPublications } from "./seed-publications.js";
import type { Seeding } from "./seeding.js";
import { shopLocale } from "./shop-locale.js";

/** Fills an empty shop from the merchant. */
export function seedShop(merchant: Merchant, { store, now }: Pick<SimulatorWorld, "store" | "now">): void {
  const data = openShopData(store);
  const seeding: Seeding = { merchant, data, at: now().toISOString() };
  data.shops.put("shop", shopOf(seeding));
  seedPublications(seeding);
  seedLocations(seeding);
  seedProducts(seeding);
  seedInventory(seeding);
  seedCustomers(seeding);
  seedOrders(seeding);
  seedCarts(seeding);
}

function shopOf({ merchant, at }: Seeding): ShopRecord {
  const handle =
    merchant.name
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.join("-") ?? "shop";
  const names = new Intl.DisplayNames("en", { type: "language" });
  return {
    id: 61_000_000_001,
    name: merchant.name,
    email: `hello@${handle}.example`,
    domain: `${handle}.myshopify.com`,
    currency: merchant.currency,
    locales: merchant.locales.map(shopLocale).map((locale, index) => ({ locale, name: names.of(locale) ?? locale, primary: index === 0 })),
    createdAt: at,
    adminToken: `shpat_${digest(`${handle} admin`)}`,
    storefrontToken: digest(`${handle} storefront`),
    clientSecret: `shpss_${digest(`${handle} client`)}`,
    // The bucket of a Shopify Plus shop (https://shopify.dev/docs/api/usage/limits).
    throttle: { maximumAvailable: 20_000, restoreRate: 1_000 },
  };
}

/** Credentials that are the same at every start, so that settings can name them. */
function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
