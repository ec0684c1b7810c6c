import { daysAfter, referenceDate } from "./calendar.js";
import { fromCents, toCents } from "./decimal-text.js";
import type { MerchantPriceList, MerchantPriceRule, MerchantProduct } from "./merchant.js";
import type { Random } from "./random.js";

type Scope = MerchantPriceRule["scope"];

/** How many customers have a list of their own. */
const ownLists = 6;

/** The public list, one for each trade group, and some customers' own. */
export function generatePriceLists(products: readonly MerchantProduct[], currency: string, random: Random): MerchantPriceList[] {
  return [
    { code: "PUBLIC", name: "Public prices", kind: "PUBLIC", currency, rules: publicRules() },
    { code: "TRADE", name: "Trade prices", kind: "GROUP", currency, rules: tradeRules() },
    { code: "WHOLESALE", name: "Reseller prices", kind: "GROUP", currency, rules: wholesaleRules(products, random) },
    ...Array.from({ length: ownLists }, (_, index) => ({
      code: `CONTRACT-${String(index + 1).padStart(2, "0")}`,
      name: `Contract ${index + 1}`,
      kind: "CUSTOMER" as const,
      currency,
      rules: contractRules(products, random),
    })),
  ];
}

function percentage(scope: Scope, minimumQuantity: number, discount: string): MerchantPriceRule {
  return { scope, minimumQuantity, compute: { kind: "PERCENTAGE", discount } };
}

function publicRules(): MerchantPriceRule[] {
  return [
    percentage("ALL", 0, "0"),
    percentage({ category: "fabrics" }, 0, "0"),
    percentage({ category: "fabrics" }, 10, "8"),
    percentage({ category: "fabrics" }, 50, "15"),
    percentage({ category: "gravel_sand" }, 0, "0"),
    percentage({ category: "gravel_sand" }, 50, "10"),
    { ...percentage({ category: "shade" }, 0, "20"), validUntil: daysAfter(referenceDate, -30) },
    {
      ...percentage({ category: "lamps" }, 0, "10"),
      validFrom: daysAfter(referenceDate, -10),
      validUntil: daysAfter(referenceDate, 1_825),
    },
    { ...percentage({ category: "garden_seating" }, 0, "25"), validFrom: daysAfter(referenceDate, 1_825) },
  ];
}

function tradeRules(): MerchantPriceRule[] {
  return [
    percentage("ALL", 0, "10"),
    percentage("ALL", 10, "13.5"),
    percentage("ALL", 50, "18"),
    percentage({ category: "power_tools" }, 0, "15"),
    percentage({ category: "power_tools" }, 10, "20"),
    percentage({ category: "fabrics" }, 0, "12"),
    percentage({ category: "fabrics" }, 10, "20"),
    percentage({ category: "fabrics" }, 50, "27.5"),
    {
      scope: { category: "paint" },
      minimumQuantity: 0,
      compute: { kind: "FORMULA", base: "LIST_PRICE", discount: "20", surcharge: "0.50", roundTo: "0.10" },
    },
  ];
}

function wholesaleRules(products: readonly MerchantProduct[], random: Random): MerchantPriceRule[] {
  const promoted = random.sample(products.slice(1), 40);
  return [
    percentage("ALL", 0, "22"),
    percentage("ALL", 10, "27"),
    percentage("ALL", 50, "33"),
    percentage({ category: "desks" }, 0, "25"),
    percentage({ category: "desks" }, 10, "30"),
    percentage({ category: "desks" }, 50, "36"),
    {
      scope: { category: "cushions" },
      minimumQuantity: 0,
      compute: { kind: "FORMULA", base: "COST", discount: "-35", surcharge: "0", roundTo: "0.05" },
    },
    { ...percentage({ category: "planters" }, 0, "40"), validUntil: daysAfter(referenceDate, -60) },
    ...promoted.map(({ sku, listPrice }) => fixed(sku, 1, toCents(listPrice) * 0.7)),
  ];
}

function fixed(sku: string, minimumQuantity: number, cents: number): MerchantPriceRule {
  return { scope: { sku }, minimumQuantity, compute: { kind: "FIXED", price: fromCents(Math.max(1, cents)) } };
}

/** Agreed prices for some products, the first one always among them, with breaks at 10 and 50; a discount on the rest. */
function contractRules(products: readonly MerchantProduct[], random: Random): MerchantPriceRule[] {
  const agreed = [...products.slice(0, 1), ...random.sample(products.slice(1), 60)];
  return [
    percentage("ALL", 0, String(random.int(5, 20))),
    ...agreed.flatMap(({ sku, listPrice }) => {
      const cents = toCents(listPrice) * (0.75 + 0.15 * random.next());
      return [fixed(sku, 1, cents), fixed(sku, 10, cents * 0.95), fixed(sku, 50, cents * 0.88)];
    }),
  ];
}
