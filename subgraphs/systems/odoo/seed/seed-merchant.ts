import type { Merchant } from "../../merchant/merchant.js";
import type { SimulatorWorld } from "../../simulator/simulator.js";
import type { Environment, Registry } from "../orm/schema.js";
import { createPlanter } from "./planter.js";
import { seedBasics } from "./seed-basics.js";
import { seedOrders } from "./seed-orders.js";
import { seedPartners } from "./seed-partners.js";
import { seedPriceLists } from "./seed-price-lists.js";
import { seedProducts } from "./seed-products.js";
import { seedStock } from "./seed-stock.js";
import { seedSuppliers } from "./seed-suppliers.js";

/** Turns the merchant into Odoo's records. */
export function seedMerchant(merchant: Merchant, { store, now }: Pick<SimulatorWorld, "store" | "now">, registry: Registry): void {
  const at = now();
  const administrator = 2;
  const env: Environment = { store, registry, now: () => at, uid: administrator, context: {} };
  const planter = createPlanter(env);
  const basics = seedBasics(merchant, planter);
  const products = seedProducts(merchant, basics, planter);
  const lists = seedPriceLists(merchant, { ...basics, ...products }, planter);
  const partners = seedPartners(merchant, { ...basics, lists }, planter);
  const suppliers = seedSuppliers(merchant, { ...basics, ...products }, planter);
  seedStock(merchant, { ...basics, ...products, suppliers }, planter);
  seedOrders(merchant, { ...basics, ...products, partners }, planter);
}
