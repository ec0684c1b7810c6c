import { daysAfter } from "./calendar.js";
import type { MerchantIncoming, MerchantLocation, MerchantProduct, MerchantStockLevel, MerchantSupplier } from "./merchant.js";
import type { Random } from "./random.js";

/** Three warehouses and two shops. */
export const locations: readonly MerchantLocation[] = [
  { code: "WH-LIL", name: "Lille warehouse", kind: "WAREHOUSE", city: "Lille", country: "FR" },
  { code: "WH-LYO", name: "Lyon warehouse", kind: "WAREHOUSE", city: "Lyon", country: "FR" },
  { code: "WH-BRS", name: "Bristol warehouse", kind: "WAREHOUSE", city: "Bristol", country: "GB" },
  { code: "SH-PAR", name: "Paris shop", kind: "SHOP", city: "Paris", country: "FR" },
  { code: "SH-LON", name: "London shop", kind: "SHOP", city: "London", country: "GB" },
];

/** Where each product lies and how much of it; most in the warehouses, some sold out, fractions only where it is sold in fractions. */
export function generateStock(products: readonly MerchantProduct[], random: Random): MerchantStockLevel[] {
  return products.flatMap((product, index) => {
    const isSoldOut = index > 0 && random.chance(0.05);
    return locations
      .filter(({ kind }, at) => at === 0 || random.chance(kind === "WAREHOUSE" ? 0.8 : 0.4))
      .map((location) => levelOf(product, { location, isSoldOut, isFirst: index === 0 }, random));
  });
}

interface Place {
  readonly location: MerchantLocation;
  readonly isSoldOut: boolean;
  readonly isFirst: boolean;
}

function levelOf(product: MerchantProduct, { location, isSoldOut, isFirst }: Place, random: Random): MerchantStockLevel {
  const most = (location.kind === "SHOP" ? 12 : 140) * (product.unit === "PIECE" ? 1 : 6);
  const isEmpty = isSoldOut || (!isFirst && random.chance(0.07));
  const onHand = isEmpty ? 0 : inUnit(product.unit, 1 + random.next() * most);
  const reserved = onHand > 0 && random.chance(0.18) ? inUnit(product.unit, random.next() * onHand * 0.4) : 0;
  return { sku: product.sku, location: location.code, onHand, reserved: isFirst ? Math.min(reserved, onHand - 1) : reserved };
}

function inUnit(unit: MerchantProduct["unit"], quantity: number): number {
  if (unit === "PIECE") return Math.floor(quantity);
  return unit === "METRE" ? Math.round(quantity * 10) / 10 : Math.round(quantity * 4) / 4;
}

/** Replenishments on their way, about one for seven products, expected from one day after `now` on. */
export function generateIncoming(
  goods: { products: readonly MerchantProduct[]; suppliers: readonly MerchantSupplier[] },
  now: Date,
  random: Random,
): MerchantIncoming[] {
  const count = Math.ceil(goods.products.length * 0.15);
  const unitOf = new Map(goods.products.map(({ sku, unit }) => [sku, unit]));
  const offers = goods.suppliers.flatMap(({ code, offers: own }) =>
    own.map(({ sku, leadTimeDays }) => ({ sku, leadTimeDays, supplier: code })),
  );
  const warehouses = locations.filter(({ kind }) => kind === "WAREHOUSE");
  return random.sample(offers, count).map(({ sku, leadTimeDays, supplier }, index) => ({
    reference: `P${String(index + 1).padStart(5, "0")}`,
    sku,
    location: random.pick(warehouses).code,
    quantity: unitOf.get(sku) === "PIECE" ? random.int(2, 40) * 5 : random.int(10, 200) * 2.5,
    expectedAt: daysAfter(now, random.int(1, leadTimeDays * 2) + random.int(7, 16) / 24),
    supplier,
  }));
}
