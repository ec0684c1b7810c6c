import { Decimal } from "decimal.js";
import type { Merchant, MerchantCustomer, MerchantPriceList, MerchantPriceRule, MerchantProduct } from "#systems";

/** What somebody should pay for one unit, worked out from the merchant's own words. */
export interface ExpectedPrice {
  readonly priceList: string;
  /** Net, with two decimals. */
  readonly net: string;
  /** Which rule said so; `NONE` when the product's own price holds. */
  readonly rule: "FIXED" | "PERCENTAGE" | "FORMULA" | "NONE";
}

/** What is asked about. */
export interface PriceWish {
  readonly list: MerchantPriceList;
  readonly product: MerchantProduct;
  readonly quantity: number;
}

/** The list that holds for a customer: their own, else their group's, else the public one; also the public one for nobody. */
export function listOf(merchant: Merchant, customer: MerchantCustomer | undefined): MerchantPriceList {
  const group = merchant.groups.find(({ code }) => code === customer?.group);
  const code = customer?.priceList ?? group?.priceList;
  const list = merchant.priceLists.find((one) => (code === undefined ? one.kind === "PUBLIC" : one.code === code));
  if (list === undefined) throw new Error(`The merchant has no price list ${code ?? "for everybody"}.`);
  return list;
}

/** The price of one unit on a list when so many are bought. */
export function expectedPrice(merchant: Merchant, { list, product, quantity }: PriceWish): ExpectedPrice {
  const now = new Date().toISOString();
  const path = categoryPath(merchant, product);
  const rules = list.rules
    .filter((rule) => specificity(rule, product, path) !== undefined && rule.minimumQuantity <= quantity)
    .filter(({ validFrom, validUntil }) => (validFrom ?? now) <= now && now <= (validUntil ?? now))
    .toSorted((a, b) => compare(b, a, (rule) => specificity(rule, product, path)));
  const [rule] = rules;
  const net = rule === undefined ? new Decimal(product.listPrice) : computed(rule.compute, product);
  return { priceList: list.name, net: net.toFixed(2, Decimal.ROUND_HALF_UP), rule: rule?.compute.kind ?? "NONE" };
}

// Codes of the product's category and of all above it, the narrowest first.
function categoryPath({ categories }: Merchant, { categories: [first] }: MerchantProduct): readonly string[] {
  const path: string[] = [];
  for (let code = first; code !== undefined; code = categories.find((one) => one.code === code)?.parent) path.push(code);
  return path;
}

type Specificity = readonly [rank: number, depth: number];

function specificity({ scope }: MerchantPriceRule, { sku }: MerchantProduct, path: readonly string[]): Specificity | undefined {
  if (scope === "ALL") return [0, 0];
  if ("sku" in scope) return scope.sku === sku ? [2, 0] : undefined;
  const at = path.indexOf(scope.category);
  return at < 0 ? undefined : [1, path.length - at];
}

// A product before its category before all; then the higher minimum; then the narrower category.
function compare(a: MerchantPriceRule, b: MerchantPriceRule, rankOf: (rule: MerchantPriceRule) => Specificity | undefined): number {
  const [rankA, depthA] = rankOf(a) ?? [0, 0];
  const [rankB, depthB] = rankOf(b) ?? [0, 0];
  return rankA - rankB || a.minimumQuantity - b.minimumQuantity || depthA - depthB;
}

function computed(compute: MerchantPriceRule["compute"], product: MerchantProduct): Decimal {
  const less = (price: string, percent: string): Decimal => new Decimal(price).mul(new Decimal(100).minus(percent)).div(100);
  switch (compute.kind) {
    case "FIXED":
      return new Decimal(compute.price);
    case "PERCENTAGE":
      return less(product.listPrice, compute.discount);
    case "FORMULA": {
      const reduced = less(compute.base === "COST" ? product.cost : product.listPrice, compute.discount);
      const step = new Decimal(compute.roundTo ?? 0);
      const even = step.isZero() ? reduced : reduced.div(step).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).mul(step);
      return even.plus(compute.surcharge);
    }
  }
}
