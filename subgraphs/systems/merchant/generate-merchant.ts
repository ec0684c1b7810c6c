import { startOfDay } from "./calendar.js";
import { generateCustomers, groups } from "./generate-customers.js";
import { generateCarts, generateListings, makeChannels } from "./generate-listings.js";
import { generateOrders } from "./generate-orders.js";
import { generatePriceLists } from "./generate-price-lists.js";
import { generateProducts } from "./generate-products.js";
import { generateIncoming, generateStock, locations } from "./generate-stock.js";
import { generateBillsOfMaterials, generateSuppliers } from "./generate-suppliers.js";
import type { Merchant, MerchantTax } from "./merchant.js";
import { createRandom, type Random } from "./random.js";
import { attributes } from "./range/attributes.js";
import { categories } from "./range/categories.js";
import { families } from "./range/families.js";

/** What can be chosen about the demo merchant. */
export interface MerchantOptions {
  /** Whole number; the same seed gives the same merchant. */
  readonly seed?: number;
  /** Sellable products, variants counted one by one; 2,000 by default. */
  readonly products?: number;
  /** 300 by default; there are twice as many past orders. */
  readonly customers?: number;
  /** Replenishments are expected after this day; today by default. Nothing else depends on it. */
  readonly now?: Date;
}

const currency = "EUR";

const taxes: readonly MerchantTax[] = [
  { code: "VAT20", name: "VAT 20 %", rate: "20" },
  { code: "VAT10", name: "VAT 10 %", rate: "10" },
  { code: "VAT55", name: "VAT 5.5 %", rate: "5.5" },
  { code: "VAT0", name: "VAT exempt", rate: "0" },
];

/** A home, garden and workshop retailer with shops in France and Britain, the same for the same options. */
export function generateMerchant({
  seed = 1,
  products: productCount = 2_000,
  customers: customerCount = 300,
  now = new Date(),
}: MerchantOptions = {}): Merchant {
  const stream = (name: string): Random => createRandom(seed, name);
  const { products, models } = generateProducts(productCount, stream("products"));
  const suppliers = generateSuppliers(products, stream("suppliers"));
  const priceLists = generatePriceLists(products, currency, stream("prices"));
  const ownPriceLists = priceLists.filter(({ kind }) => kind === "CUSTOMER").map(({ code }) => code);
  const customers = generateCustomers(customerCount, ownPriceLists, stream("customers"));
  const channels = makeChannels(currency);
  const listings = generateListings(products, channels, stream("listings"));
  const unitOf = new Map(products.map(({ sku, unit }) => [sku, unit]));
  return {
    name: "Verdier & Field",
    currency,
    locales: ["en-GB", "fr-FR"],
    categories,
    attributes,
    families: families.map(({ brands: _brands, care: _care, ...family }) => family),
    models,
    products,
    taxes,
    locations,
    stock: generateStock(products, stream("stock")),
    incoming: generateIncoming({ products, suppliers }, startOfDay(now), stream("incoming")),
    priceLists,
    groups,
    customers,
    orders: generateOrders({ products, customers, channels }, stream("orders")),
    suppliers,
    billsOfMaterials: generateBillsOfMaterials(products, stream("bills")),
    channels,
    listings,
    carts: generateCarts(listings, { channels, customers, unitOf: (sku) => unitOf.get(sku) }, stream("carts")),
  };
}
